package nib.acl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import nib.api.Block;

/** A file with an address, prefix or range a line; {@code #} begins a comment, empty lines say nothing. */
final class ListFile {
    private static final long LARGEST = 256L << 20;
    private static final int LONGEST = 1000;

    private ListFile() {}

    /**
     * Reads a file.
     *
     * @param each is told of each entry and its line, counted from 1
     * @throws IOException naming the file, and the line of what is no entry
     */
    static void read(Path file, ObjIntConsumer<Block> each) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new Bounded(bytes, LARGEST), StandardCharsets.ISO_8859_1))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String entry = entry(line);
                if (!entry.isEmpty()) {
                    each.accept(block(entry, file, number), number);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    private static String entry(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private static Block block(String entry, Path file, int line) throws IOException {
        try {
            if (entry.length() <= LONGEST) {
                return Block.parse(entry);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ":" + line + ": " + e.getMessage(), e);
        }
        throw new IOException(file + ":" + line + ": the line is too long");
    }

    /** Ends with an error where a file is larger than can be meant, such as one without end. */
    private static final class Bounded extends java.io.FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the file is larger than " + (LARGEST >> 20) + " MiB");
            }
        }
    }
}
