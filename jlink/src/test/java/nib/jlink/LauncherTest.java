package nib.jlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in front of a java that only repeats what it was told. */
class LauncherTest {
    @TempDir
    private Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void writeImage() throws IOException {
        home = folder.toRealPath().resolve("an image");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/nib"));
        Path java = Files.writeString(home.resolve("bin/java"), """
                #!/bin/sh
                echo "$LC_ALL ${JDK_JAVA_OPTIONS-unset} $PPID"
                printf '%s\\n' "$@"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Command nib = new Command("nib", "nib.cli", "nib.cli.Main");
        Launcher.write(home, nib, nib, Set.of("nib.cli", "nib.folder"));
        Launcher.writeOptions(home, List.of());
    }

    @Test
    void handsArgumentsOverAsTheyAre() throws Exception {
        assertEquals(
                List.of(
                        options(),
                        "--add-modules",
                        "ALL-SYSTEM",
                        "--enable-native-access=nib.folder",
                        "-m",
                        "nib.cli/nib.cli.Main",
                        "run",
                        "a b",
                        "",
                        "*"),
                start(Map.of(), home.resolve("bin/nib"), "run", "a b", "", "*"));
    }

    @Test
    void permitsNativeCodeToThoseThatAreThere() throws Exception {
        Command command = new Command("nib", "nib.cli", "nib.cli.Main");
        Launcher.write(home, command, command, Set.of("nib.cli", "nib.folder", "nib.linux"));
        List<String> all = start(Map.of(), home.resolve("bin/nib"));
        assertEquals(
                List.of(
                        "--enable-native-access=nib.folder,nib.linux",
                        "--add-exports=java.base/sun.nio.ch=nib.linux",
                        "-m"),
                all.subList(3, 6));

        Launcher.write(home, command, command, Set.of("nib.cli"));
        assertEquals("-m", start(Map.of(), home.resolve("bin/nib")).get(3));
    }

    @Test
    void findsItsImageThroughLinks() throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("an image/bin/nib"));
        Path between = Files.createSymbolicLink(folder.resolve("sub/between"), near);
        Path far = Files.createSymbolicLink(folder.resolve("sub/far"), between.getFileName());

        assertEquals(options(), start(Map.of(), far).getFirst());
    }

    @Test
    void findsItsImageFromItsOwnFolder() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "nib")
                .directory(home.resolve("bin").toFile())
                .start();

        assertTrue(output(process).contains(options()));
    }

    @Test
    void splitsItsVariableIntoWordsAndExpandsNothing() throws Exception {
        String options = "-Xmx64m \"-Da=b c\" -Dd='$(id) `id` \\ ; *' -De=\u00e9";

        assertEquals(
                List.of("-Xmx64m", "-Da=b c", "-Dd=$(id) `id` \\ ; *", "-De=\u00e9", "--add-modules"),
                start(Map.of("NIB_JAVA_OPTS", options), home.resolve("bin/nib")).subList(1, 6));
    }

    @Test
    void refusesAVariableWithAnOpenQuote() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/nib").toString()).redirectErrorStream(true);
        builder.environment().put("NIB_JAVA_OPTS", "-Da='b");
        Process process = builder.start();

        assertEquals("nib: NIB_JAVA_OPTS cannot be split into words: -Da='b\n", output(process));
        assertEquals(2, process.waitFor());
    }

    @Test
    void takesTheCacheWhenThereIsOneAndLetsTheVariableOverrideIt() throws Exception {
        Path cache = Files.createFile(home.resolve("lib/nib/nib.aot"));

        assertEquals(
                List.of(options(), "-XX:AOTCache=" + cache, "-XX:AOTMode=off", "--add-modules"),
                start(Map.of("NIB_JAVA_OPTS", "-XX:AOTMode=off"), home.resolve("bin/nib"))
                        .subList(0, 4));
    }

    @Test
    void becomesTheProgramAndLeavesOptionsForOtherJavasAside() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/nib").toString());
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xmx1g");
        builder.environment().put("LC_ALL", "de_DE.UTF-8");

        String first = output(builder.start()).lines().findFirst().orElse("");

        // The parent of the program is this process: no shell stayed in between.
        assertEquals("C.UTF-8 unset " + ProcessHandle.current().pid(), first);
    }

    private String options() {
        return "@" + home.resolve("lib/nib/jvm.options");
    }

    /** What the java was told, argument by argument. */
    private static List<String> start(Map<String, String> environment, Path command, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        return output(builder.redirectErrorStream(true).start()).lines().skip(1).toList();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
