package nib.distribution;

import java.nio.file.Path;
import java.util.Objects;

/** The images that the build has made. */
enum Image {
    STANDARD("nib.image"),
    MINIMAL("nib.image.minimal");

    private final String property;

    Image(String property) {
        this.property = property;
    }

    /** The archive of the standard edition. */
    static Path archive() {
        return path("nib.archive");
    }

    Path home() {
        return path(property);
    }

    Path command() {
        return home().resolve("bin/nib");
    }

    private static Path path(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }
}
