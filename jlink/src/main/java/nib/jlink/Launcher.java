package nib.jlink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The shell script that starts a command. The one that jlink writes breaks when it is called through a link, stays in
 * memory beside the program it starts, and offers no place for options.
 */
final class Launcher {
    private Launcher() {}

    static void write(Path image, Command command) throws IOException {
        String script = resource("launcher.sh")
                .replace("@name@", command.name())
                .replace("@module@", command.module())
                .replace("@main@", command.main())
                .replace("@native@", nativeModules(image));
        Path file = image.resolve("bin").resolve(command.name());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Who may call native code: loading plugins needs it to pass it on, and nib.linux where it is there. */
    private static String nativeModules(Path image) throws IOException {
        Path release = image.resolve("release");
        boolean linux = Files.exists(release) && Files.readString(release).matches("(?s).*[\" ]nib\\.linux[\" ].*");
        return linux ? "nib.folder,nib.linux" : "nib.folder";
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
