package nib.distribution;

import java.nio.file.Path;

/** The images that the build has made. */
enum Image {
    STANDARD("nib.image"),
    MINIMAL("nib.image.minimal");

    private final String property;

    Image(String property) {
        this.property = property;
    }

    Path home() {
        return Path.of(System.getProperty(property));
    }

    Path command() {
        return home().resolve("bin/nib");
    }
}
