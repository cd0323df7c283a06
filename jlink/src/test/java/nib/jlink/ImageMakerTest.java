package nib.jlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageMakerTest {
    private static final Command GREET = new Command("greet", "test.greeter", "test.greeter.Main");

    @TempDir
    private static Path jars;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() throws IOException {
        Fixture.module(jars, "words", Fixture.WORDS);
        Fixture.module(jars, "greeter", Fixture.GREETER);
    }

    // One test for three things, because linking takes seconds.
    @Test
    void makesTheSameImageTrainedOrNotMovableAndInPlaceOfAnOlderOne() throws Exception {
        Path configuration = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(configuration.resolve("greet.yaml"), "greet: nicely\n");
        Path trained = folder.resolve("a trained image");
        Path plain = folder.resolve("plain");
        Path older = Files.createDirectories(plain.resolve("lib/nib"));
        Files.createFile(older.resolve("image.properties"));
        Files.createFile(older.resolve("stale"));

        make(order(List.of("test.greeter"), configuration, List.of("bin/greet", "once"), trained));
        make(order(List.of("test.greeter"), configuration, List.of(), plain));
        Path moved = Files.move(trained, folder.resolve("a moved image"));

        assertEquals("hello a b|c\n", greet(moved, "-XX:AOTMode=on", "a b", "c"));
        assertEquals("hello \n", greet(plain, "-Xshare:on"));
        assertEquals("greet: nicely\n", Files.readString(moved.resolve("conf/greet.yaml")));
        assertEquals(
                "edition=test\njava=" + Runtime.version() + "\nmodules=test.greeter\nversion=1.2.3\n",
                Files.readString(moved.resolve("lib/nib/image.properties")));
        assertEquals(
                List.of("bin/greet", "bin/java"),
                contents(moved).keySet().stream()
                        .filter(file -> file.startsWith("bin/"))
                        .toList());
        assertEquals(contents(moved), contents(plain));
    }

    @Test
    void namesTheNearestModuleWhenOneIsUnknown() {
        assertEquals(
                "edition test: no module test.greter; did you mean test.greeter?", complaint(List.of("test.greter")));
    }

    @Test
    void namesTheModuleThatIsRequiredAndMissing() throws Exception {
        Path incomplete = Files.createDirectory(folder.resolve("jars"));
        Files.copy(jars.resolve("greeter.jar"), incomplete.resolve("greeter.jar"));
        Edition edition = new Edition("test", List.of("test.greeter"));

        ImageFailure failure = assertThrows(ImageFailure.class, () -> Resolution.of(edition, List.of(incomplete)));

        assertEquals("edition test: Module test.words not found, required by test.greeter", failure.getMessage());
    }

    @Test
    void refusesAJarThatIsNotAModule() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("jars"));
        Fixture.module(plain, "plain", Map.of("plain/Plain.java", "package plain; public class Plain {}"));
        Edition edition = new Edition("test", List.of("plain"));

        ImageFailure failure = assertThrows(ImageFailure.class, () -> Resolution.of(edition, List.of(plain)));

        assertEquals(
                "plain.jar has no module-info and cannot be linked; use it as a drop-in plugin", failure.getMessage());
    }

    @Test
    void leavesAFolderThatIsNotAnImageAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("precious.txt"), "mine");

        ImageFailure failure =
                assertThrows(ImageFailure.class, () -> make(order(List.of("test.greeter"), null, List.of(), folder)));

        assertEquals(folder + " is there already and is not an image", failure.getMessage());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void leavesNothingBehindWhenTrainingFails() throws Exception {
        Path output = folder.resolve("image");
        ImageOrder order = new ImageOrder(
                new Edition("test", List.of("test.greeter")),
                "1",
                List.of(jars),
                List.of(new Command("greet", "test.greeter", "test.greeter.Absent")),
                Furniture.NONE,
                List.of("bin/greet", "once"),
                output);

        String message = String.valueOf(
                assertThrows(ImageFailure.class, () -> make(order)).getMessage());

        assertTrue(message.startsWith("training: 'bin/greet once' ended with status 1: "), message);
        assertFalse(Files.exists(output));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private String complaint(List<String> modules) {
        ImageOrder order = order(modules, null, List.of(), folder.resolve("image"));
        return String.valueOf(
                assertThrows(ImageFailure.class, () -> make(order)).getMessage());
    }

    private static ImageOrder order(List<String> modules, @Nullable Path conf, List<String> training, Path output) {
        Edition edition = new Edition("test", modules);
        Furniture furniture = new Furniture(conf, null, List.of(), List.of());
        return new ImageOrder(edition, "1.2.3", List.of(jars), List.of(GREET), furniture, training, output);
    }

    private static void make(ImageOrder order) throws ImageFailure, IOException, InterruptedException {
        new ImageMaker(step -> {}).make(order);
    }

    private static String greet(Path image, String option, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(image.resolve("bin/greet").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("NIB_JAVA_OPTS", option);
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Each file's path with a digest of its bytes, without what training or its absence leaves. */
    private static Map<String, String> contents(Path image) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(image)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(aot|jsa)"))
                    .toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                contents.put(image.relativize(file).toString(), HexFormat.of().formatHex(digest));
            }
        }
        return contents;
    }
}
