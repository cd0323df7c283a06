package nib.distribution;

import java.nio.file.Path;
import java.util.Objects;

/** The folder of the whole repository. */
final class Root {
    private Root() {}

    static Path path() {
        return Path.of(Objects.requireNonNull(System.getProperty("nib.root")));
    }
}
