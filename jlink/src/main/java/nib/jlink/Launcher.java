package nib.jlink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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
                .replace("@main@", command.main());
        Path file = image.resolve("bin").resolve(command.name());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static void writeOptions(Path image) throws IOException {
        Files.writeString(image.resolve("lib/nib/jvm.options"), resource("jvm.options"));
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
