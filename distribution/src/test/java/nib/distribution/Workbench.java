package nib.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder of somebody who has an image, a JDK and Maven: {@code ./nib} is the image that is shipped, and {@code mvn}
 * has what it has fetched before, but no part of Nib.
 */
final class Workbench implements Closeable {
    private final Path folder;
    private final Path tools;
    private final Path repository;

    /** In a folder that is there; tools lie in another. */
    Workbench(Path folder, Path tools) throws IOException {
        this.folder = folder;
        this.tools = tools;
        script(
                folder.resolve("nib"),
                "export XDG_RUNTIME_DIR='" + tools + "'\nexec '" + Image.STANDARD.command() + "' \"$@\"\n");
        repository = Files.createDirectory(tools.resolve("repository"));
        Path known = Path.of(Objects.requireNonNull(System.getProperty("nib.repository"), "nib.repository"));
        without(Path.of("io/github/nib"), known, repository);
        script(tools.resolve("mvn"), """
                PATH=${PATH#*:}
                JAVA_HOME='%s'
                MAVEN_OPTS=-XX:TieredStopAtLevel=1
                export PATH JAVA_HOME MAVEN_OPTS
                exec mvn -B -q -ntp -Dmaven.repo.local='%s' "$@"
                """.formatted(System.getProperty("java.home"), repository));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes a folder that is like another by links, but for one place within. */
    private static void without(Path left, Path from, Path to) throws IOException {
        Path step = left.getName(0);
        try (Stream<Path> all = Files.list(from)) {
            for (Path one : all.toList()) {
                if (!one.endsWith(step)) {
                    Files.createSymbolicLink(to.resolve(one.getFileName()), one);
                } else if (left.getNameCount() > 1) {
                    Path deeper = Files.createDirectory(to.resolve(step));
                    without(left.subpath(1, left.getNameCount()), one, deeper);
                }
            }
        }
    }

    /** The command of the image. */
    Path nib() {
        return folder.resolve("nib");
    }

    /** Does what a line says, to its end. */
    Run shell(String line) throws IOException, InterruptedException {
        return Run.of(Path.of("/bin/sh"), "-c", "PATH='" + tools + "':$PATH; cd '" + folder + "' && " + line);
    }

    /** Takes away the links, so that nobody who cleans up follows them. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(repository)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
