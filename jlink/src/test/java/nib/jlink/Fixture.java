package nib.jlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Small modules, compiled for a test. */
final class Fixture {
    /** A program that greets, with what it was told and where it runs. */
    static final Map<String, String> GREETER = Map.of(
            "module-info.java", "module test.greeter { requires test.words; }",
            "test/greeter/Main.java", """
                    package test.greeter;
                    public class Main {
                        public static void main(String[] arguments) {
                            System.out.println(test.words.Words.HELLO + " " + String.join("|", arguments));
                        }
                    }
                    """);

    static final Map<String, String> WORDS = Map.of(
            "module-info.java", "module test.words { exports test.words; }",
            "test/words/Words.java", """
                    package test.words;
                    public interface Words {
                        String HELLO = String.valueOf("hello");
                    }
                    """);

    private Fixture() {}

    /** Compiles a module and packs it into the folder as {@code name.jar}. */
    static void module(Path folder, String name, Map<String, String> sources) throws IOException {
        Path work = Files.createTempDirectory("fixture");
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()).toString());
        }
        Path classes = work.resolve("classes");
        List<String> compile = new ArrayList<>(List.of("-d", classes.toString(), "-p", folder.toString()));
        compile.addAll(files);
        tool("javac", compile);
        Files.createDirectories(folder);
        String jar = folder.resolve(name + ".jar").toString();
        tool("jar", List.of("--create", "--file", jar, "-C", classes.toString(), "."));
        Tree.remove(work);
    }

    private static void tool(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        if (tool.run(System.out, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(name + " " + arguments);
        }
    }
}
