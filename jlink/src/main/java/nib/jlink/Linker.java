package nib.jlink;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.spi.ToolProvider;

/** The JDK's own linker, called in this process. */
final class Linker {
    private Linker() {}

    /**
     * Links the modules of a folder with the runtime that this process runs on.
     *
     * @param archive whether the image gets the JDK's plain archive of classes
     */
    static void link(Path modules, Collection<String> roots, boolean archive, Path output) throws ImageFailure {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new ImageFailure("this Java has no jlink; run it with a JDK"));
        List<String> options = new ArrayList<>(List.of(
                "--module-path",
                modules.toString(),
                "--add-modules",
                String.join(",", roots),
                "--output",
                output.toString(),
                // Signatures of jars do not survive linking; without this, a signed one is refused.
                "--ignore-signing-information",
                "--compress",
                "zip-6",
                "--no-header-files",
                "--no-man-pages",
                "--vm",
                "server"));
        if (archive) {
            options.add("--generate-cds-archive");
        }
        // Not among them: --bind-services, since the edition names what it wants; --strip-debug, since a stack trace
        // without line numbers helps nobody; --strip-native-commands, since bin/java is what the commands start.
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (jlink.run(out, out, options.toArray(String[]::new)) != 0) {
            throw new ImageFailure("jlink: " + firstLine(said.toString()));
        }
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("^Error: ", ""))
                .findFirst()
                .orElse("failed without a word");
    }
}
