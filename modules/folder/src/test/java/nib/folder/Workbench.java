package nib.folder;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars of plugins from sources, as a stranger's build would. */
final class Workbench {
    private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> resources = new LinkedHashMap<>();
    private final List<Path> libraries = new ArrayList<>();

    /** Works in that folder. */
    Workbench(Path folder) {
        this.folder = folder;
    }

    /** A file, such as {@code module-info.java} or {@code some/Guard.java}. */
    Workbench source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** A file that goes into the jar as it is. */
    Workbench resource(String name, byte[] bytes) {
        resources.put(name, bytes);
        return this;
    }

    /** A jar to compile against. */
    Workbench library(Path jar) {
        libraries.add(jar);
        return this;
    }

    /** A policy with that word, which always chooses the first. */
    Workbench policy(String word) {
        return policy(word, "");
    }

    /** The same, with something in its constructor. */
    Workbench policy(String word, String constructor) {
        return source("some/stranger/Words.java", """
                package some.stranger;

                public class Words implements nib.spi.Policy.Provider<nib.spi.Settings.None> {
                    public Words() {
                        %s
                    }

                    public String word() {
                        return "%s";
                    }

                    public nib.spi.Settings<nib.spi.Settings.None> settings() {
                        return nib.spi.Settings.none();
                    }

                    public nib.spi.Policy create(nib.spi.Settings.None settings) {
                        return servers -> null; // nobody asks it
                    }
                }
                """.formatted(constructor, word));
    }

    /** Describes it as a module that provides {@code some.stranger.Words}. */
    Workbench module(String name, String... lines) {
        return source("module-info.java", """
                module %s {
                    requires nib.api;
                    %s
                    provides nib.spi.Provider with some.stranger.Words;
                }
                """.formatted(name, String.join("\n    ", lines)));
    }

    /** Offers {@code some.stranger.Words} without being a module. */
    Workbench service() {
        return resource("META-INF/services/nib.spi.Provider", "some.stranger.Words\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Compiles everything into a jar. */
    Path jar(Path jar) throws IOException {
        Path work = Files.createTempDirectory(folder, "work");
        Path classes = Files.createDirectory(work.resolve("classes"));
        if (!sources.isEmpty()) {
            compile(work, classes);
        }
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> one : resources.entrySet()) {
                write(zip, one.getKey(), one.getValue());
            }
            try (var all = Files.walk(classes)) {
                for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
                    write(zip, classes.relativize(one).toString(), Files.readAllBytes(one));
                }
            }
        }
        return jar;
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private void compile(Path work, Path classes) throws IOException {
        List<String> path = new ArrayList<>(lent());
        libraries.forEach(jar -> path.add(jar.toString()));
        String all = String.join(File.pathSeparator, path);
        String how = sources.containsKey("module-info.java") ? "--module-path" : "--class-path";
        List<String> line =
                new ArrayList<>(List.of("--release", "21", how, all, "-proc:none", "-d", classes.toString()));
        for (Map.Entry<String, String> one : sources.entrySet()) {
            Path file = work.resolve(one.getKey());
            Files.createDirectories(file.getParent());
            line.add(Files.writeString(file, one.getValue()).toString());
        }
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (JAVAC.run(out, out, line.toArray(String[]::new)) != 0) {
            throw new AssertionError(said.toString());
        }
    }

    /** What a stranger compiles against: {@code nib.api} and the annotations that it mentions. */
    private static List<String> lent() {
        String all =
                System.getProperty("jdk.module.path", "") + File.pathSeparator + System.getProperty("java.class.path");
        return Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(one -> one.matches(".*([/\\\\]api[/\\\\]target|nib-api-|jspecify-).*"))
                .toList();
    }
}
