package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that a person has read and found good. With {@code -DargLine=-Dnib.golden=FOLDER} they are written instead of
 * compared, to be read again.
 */
final class Golden {
    private Golden() {}

    /** Compares with the text of that name. */
    static void check(String name, String actual) {
        String write = System.getProperty("nib.golden");
        try {
            if (write != null) {
                Files.writeString(Path.of(write, name), actual);
            }
            assertEquals(read(name), actual, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
