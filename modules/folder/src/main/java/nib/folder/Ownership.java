package nib.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Whoever may write a plugin may do whatever Nib may do; so nobody but its owner may. */
final class Ownership {
    private Ownership() {}

    /** Where the file system knows no such permissions, everything is well. */
    static void check(Path file) throws Unfit {
        try {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
            if (may.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new Unfit(file.getFileName() + " may be written by everybody; chmod go-w it");
            }
            if (may.contains(PosixFilePermission.GROUP_WRITE)) {
                throw new Unfit(file.getFileName() + " may be written by its group; chmod go-w it");
            }
        } catch (UnsupportedOperationException e) {
            // no POSIX file system
        } catch (IOException e) {
            throw Unfit.because(file.getFileName() + " cannot be read", e);
        }
    }
}
