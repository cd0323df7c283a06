package nib.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file with the number of this process, for as long as it lives. */
final class PidFile implements Closeable {
    private final Path path;
    private final String number = ProcessHandle.current().pid() + "\n";

    private PidFile(Path path) {
        this.path = path;
    }

    /** Writes it: first beside, then over what is there, so that nobody reads half a number. */
    static PidFile write(Path path) throws Refusal {
        PidFile file = new PidFile(path);
        try {
            Path part = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(part, file.number);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, "the pid file " + path + " cannot be written: " + e);
        }
    }

    Path path() {
        return path;
    }

    /** Removes it, unless another process has put its own number there. */
    @Override
    public void close() {
        try {
            if (Files.readString(path).equals(number)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // gone already: that is what was wanted
        }
    }
}
