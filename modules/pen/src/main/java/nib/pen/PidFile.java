package nib.pen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with the number of this process and nothing else, for as long as it lives. */
record PidFile(Path path) implements AutoCloseable {
    private static String number() {
        return String.valueOf(ProcessHandle.current().pid());
    }

    static PidFile write(Path path) throws Failure {
        try {
            Files.writeString(path, number());
            return new PidFile(path);
        } catch (IOException e) {
            throw new Failure("Can't create pidfile " + path);
        }
    }

    /** Removes it, unless another process has put its own number there. */
    @Override
    public void close() {
        try {
            if (Files.readString(path).equals(number())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // gone already, or out of reach below another root folder
        }
    }
}
