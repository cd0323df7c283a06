package nib.pen;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Lines that go to the end of a file, which may be opened anew, or to another stream. For one thread. */
final class LogFile implements AutoCloseable {
    private final @Nullable Path path;
    private OutputStream out;

    private LogFile(@Nullable Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    static LogFile to(OutputStream out) {
        return new LogFile(null, new BufferedOutputStream(out));
    }

    static LogFile to(Path path) throws Failure {
        return new LogFile(path, open(path));
    }

    private static OutputStream open(Path path) throws Failure {
        try {
            return new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new Failure("Can't open logfile " + path);
        }
    }

    /** Opens the file again, which may have been moved away meanwhile. If it cannot be opened, the old one stays. */
    void reopen() throws Failure, IOException {
        Path file = path;
        if (file != null) {
            OutputStream old = out;
            out = open(file);
            old.close();
        }
    }

    /** Writes a line of ISO 8859-1, control characters as dots. */
    void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length - 1; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ') || bytes[i] == 0x7f) {
                bytes[i] = '.';
            }
        }
        out.write(bytes);
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
