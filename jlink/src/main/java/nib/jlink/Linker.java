package nib.jlink;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.spi.ToolProvider;

/** The JDK's own linker, called in this process. */
final class Linker {
    /**
     * Files that Nib has no use for: jrt-fs is for tools of other Java versions, jexec starts jars, libsimdsort sorts
     * large arrays of numbers and Java does without, libjsig is for programs that have a Java in them.
     */
    private static final List<String> UNUSED = List.of(
            "/java.base/lib/jrt-fs.jar",
            "/java.base/lib/jexec",
            "/java.base/lib/libsimdsort.so",
            "/java.base/lib/libjsig.so",
            "/java.base/lib/server/libjsig.so");

    /**
     * Messages of the JDK in other languages than those of Nib, the names of all characters of Unicode, and what is left of
     * jars and their signatures: nobody reads them.
     */
    private static final List<String> UNREAD = List.of(
            "/java.*/**_de.class",
            "/java.*/**_ja.class",
            "/java.*/**_zh_CN.class",
            "/java.*/**_zh_HK.class",
            "/java.*/**_zh_TW.class",
            "/java.*/**_es.class",
            "/java.*/**_fr.class",
            "/java.*/**_it.class",
            "/java.*/**_ko.class",
            "/java.*/**_pt_BR.class",
            "/java.*/**_sv.class",
            "/jdk.*/**_de.class",
            "/jdk.*/**_ja.class",
            "/jdk.*/**_zh_CN.class",
            "/java.base/java/lang/uniName.dat",
            "/*/META-INF/MANIFEST.MF",
            "/*/META-INF/*.SF",
            "/*/META-INF/*.RSA");

    private Linker() {}

    /** Links the modules of a folder with the runtime that this process runs on. */
    static void link(Path modules, Collection<String> roots, Path output) throws ImageFailure {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new ImageFailure("this Java has no jlink; run it with a JDK"));
        List<String> options = List.of(
                "--module-path=" + modules,
                "--add-modules=" + String.join(",", roots),
                "--output=" + output,
                // Signatures of jars do not survive linking; without this, a signed one is refused.
                "--ignore-signing-information",
                "--compress=zip-9",
                "--exclude-files=" + String.join(",", UNUSED),
                "--exclude-resources=" + String.join(",", UNREAD),
                "--no-header-files",
                "--no-man-pages",
                "--vm=server");
        // Not among them: --bind-services, since the edition names what it wants; --strip-debug, since a stack trace
        // without line numbers helps nobody; --generate-cds-archive, whose archives fit other layouts of objects than
        // ours; --strip-native-commands, since bin/java is what the commands start.
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
