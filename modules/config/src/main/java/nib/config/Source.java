package nib.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text and where it came from.
 *
 * @param name shown to people in front of line and column
 * @param text at most {@link #LIMIT} bytes where it was read from a file
 * @param folder absolute; relative paths in the text start here
 */
public record Source(String name, String text, Path folder) {
    /** The largest file that is read: 16 MiB. */
    public static final int LIMIT = 16 << 20;

    /** A text that is not from a file; relative paths in it start at the working directory. */
    public static Source of(String name, String text) {
        return new Source(name, text, Path.of("").toAbsolutePath());
    }

    /**
     * Reads a file in UTF-8, with or without a byte order mark.
     *
     * @return the text; or nothing after telling why it cannot be read
     */
    public static Optional<Source> read(Path file, Problems problems) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? file.toAbsolutePath() : parent;
        Source unread = new Source(file.toString(), "", folder);
        Mark whole = new Mark(unread, 0, 0);
        if (Files.isDirectory(file)) {
            problems.add(whole, "is a folder, not a file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                problems.add(whole, "is larger than 16 MiB");
                return Optional.empty();
            }
            return unread.decode(bytes, problems);
        } catch (NoSuchFileException e) {
            problems.add(whole, "there is no such file");
        } catch (AccessDeniedException e) {
            problems.add(whole, "cannot be read: permission denied");
        } catch (IOException e) {
            problems.add(whole, "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<Source> decode(byte[] bytes, Problems problems) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        String text = out.flip().toString();
        Source source = new Source(name, text.startsWith("\ufeff") ? text.substring(1) : text, folder);
        if (result.isError()) {
            int found = bytes[in.position()] & 255;
            problems.add(
                    source.mark(source.text.length()),
                    String.format("expected UTF-8, found the byte 0x%02x", found),
                    "save the file in UTF-8");
            return Optional.empty();
        }
        return Optional.of(source);
    }

    /** The line and column of a place in the text. */
    Mark mark(int index) {
        String before = text.substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int start = before.lastIndexOf('\n') + 1;
        return new Mark(this, line, before.codePointCount(start, index) + 1);
    }

    /** The name: what a message should say. */
    @Override
    public String toString() {
        return name;
    }
}
