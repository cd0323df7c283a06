package nib.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a program is started for a {@link Link}.
 *
 * @param command stays in the foreground
 * @param files configuration to write into the folder first, text by name
 */
record Recipe(List<String> command, Map<String, String> files) {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    /** Writes the files; for their owner only, since there may be keys. */
    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path written = Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Files.setPosixFilePermissions(written, OWNER);
        }
    }
}
