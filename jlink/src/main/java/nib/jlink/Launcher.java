package nib.jlink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The shell script that starts a command. The one that jlink writes breaks when it is called through a link, stays in
 * memory beside the program it starts, and offers no place for options.
 */
final class Launcher {
    /** Those that call native code, or hand the permission on to plugins. */
    private static final List<String> NATIVE = List.of("nib.folder", "nib.linux");

    private Launcher() {}

    /**
     * Writes the script of a command.
     *
     * @param trained whose cache for a quick start it uses
     * @param modules names of all that are in the image
     */
    static void write(Path image, Command command, Command trained, Set<String> modules) throws IOException {
        String script = resource("launcher.sh")
                .replace("@permissions@", permissions(modules))
                .replace("@name@", command.name())
                .replace("@trained@", trained.name())
                .replace("@module@", command.module())
                .replace("@main@", command.main())
                .replace(
                        "@arguments@",
                        command.arguments().isEmpty() ? "" : String.join(" ", command.arguments()) + " ");
        Path file = image.resolve("bin").resolve(command.name());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Only for what is there: Java warns about a permission for a module that it does not know. */
    private static String permissions(Set<String> modules) {
        List<String> callers = NATIVE.stream().filter(modules::contains).toList();
        StringBuilder options = new StringBuilder();
        if (!callers.isEmpty()) {
            options.append("--enable-native-access=")
                    .append(String.join(",", callers))
                    .append(' ');
        }
        if (modules.contains("nib.linux")) {
            // where the JDK tells the descriptor of a channel
            options.append("--add-exports=java.base/sun.nio.ch=nib.linux ");
        }
        return options.toString();
    }

    /** The options that every image has, and more, which win over them. */
    static void writeOptions(Path image, List<String> more) throws IOException {
        StringBuilder text = new StringBuilder(resource("jvm.options"));
        if (!more.isEmpty()) {
            text.append("\n# Of this image.\n");
            more.forEach(option -> text.append(quoted(option)).append('\n'));
        }
        Files.writeString(image.resolve("lib/nib/jvm.options"), text);
    }

    /** As java(1) reads files of arguments: in quotes, where a backslash escapes. */
    private static String quoted(String option) {
        return option.matches("[\\w.,:=+/@%^-]*")
                ? option
                : '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Launcher.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException(name + " is missing from " + Launcher.class.getModule());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
