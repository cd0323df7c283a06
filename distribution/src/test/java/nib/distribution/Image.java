package nib.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The images that the build has made. */
enum Image {
    STANDARD("nib.image", "standard"),
    MINIMAL("nib.image.minimal", "minimal");

    private final String property;
    private final String edition;

    Image(String property, String edition) {
        this.property = property;
        this.edition = edition;
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

    /** The modules of its list. */
    List<String> edition() throws IOException {
        return Files.readAllLines(Root.path().resolve("distribution/editions/" + edition + ".list")).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Path path(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }
}
