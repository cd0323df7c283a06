package nib.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the control socket is when nobody says. {@code nib run} takes the first of these places that it can have,
 * {@code nib ctl} the first where somebody answers.
 */
final class ControlPath {
    /** The places in words. */
    static final String USUAL = "$XDG_RUNTIME_DIR/nib.ctl, /run/nib/nib.ctl or nib-UID/nib.ctl in the temporary folder";

    private static final String NAME = "nib.ctl";
    private static final Path SYSTEM = Path.of("/run/nib");

    private final Optional<Path> session;
    private final Path system;
    private final Path temporary;

    ControlPath(Map<String, String> environment) {
        this(environment, SYSTEM, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /** The same on a file system laid out otherwise, for tests. */
    ControlPath(Map<String, String> environment, Path system, Path temporaryFolder) {
        this.session = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .map(Path::of)
                .filter(Path::isAbsolute);
        this.system = system;
        this.temporary = temporaryFolder.resolve("nib-" + user());
    }

    /** All of them, in order. */
    List<Path> places() {
        List<Path> places = new ArrayList<>();
        session.ifPresent(folder -> places.add(folder.resolve(NAME)));
        places.add(system.resolve(NAME));
        places.add(temporary.resolve(NAME));
        return places;
    }

    /** The first that can be had; its folder is there afterwards, and nobody else's. */
    Optional<Path> free() {
        return session.filter(ControlPath::isWritable)
                .or(() -> Optional.of(system).filter(folder -> isWritable(folder) || madeSecret(folder)))
                .or(() -> Optional.of(temporary).filter(folder -> isSecret(folder) || madeSecret(folder)))
                .map(folder -> folder.resolve(NAME));
    }

    private static boolean isWritable(Path folder) {
        return Files.isDirectory(folder) && Files.isWritable(folder);
    }

    private static boolean madeSecret(Path folder) {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether it is a folder of ours that nobody else can write to: in a place that all may write to, anybody could have made it. */
    private static boolean isSecret(Path folder) {
        try {
            Set<?> rights = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && rights.equals(PosixFilePermissions.fromString("rwx------"))
                    && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                            .toString()
                            .equals(user());
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The number of the user that this process runs as; the name where the system does not tell. */
    private static String user() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name", "unknown");
        }
    }
}
