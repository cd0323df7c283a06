package nib.geoip;

import com.maxmind.db.CacheKey;
import com.maxmind.db.DecodedValue;
import com.maxmind.db.Metadata;
import com.maxmind.db.NodeCache;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nib.api.Ip;
import nib.api.IpMap;

/**
 * A database that was read as a whole: the values are decoded by MaxMind's reader, each one once, and found by address
 * without it. Immutable; nothing of the file is kept.
 *
 * @param built when it was made, in milliseconds since 1970
 * @param type what its maker calls it
 */
record Database(IpMap<Located> map, long built, String type) {
    private static final long LARGEST = 1L << 30;
    private static final int METADATA = 128 * 1024;
    private static final int SEPARATOR = 16;
    private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    /**
     * A place, and which rule is the first that means it.
     *
     * @param rule the number of rules if none does
     */
    record Located(Place place, int rule) {}

    /** Remembers each decoded value, so that those that many records point to are decoded once. */
    private static final class Decoded implements NodeCache {
        private final Map<CacheKey<?>, DecodedValue> values = new HashMap<>();

        @Override
        public DecodedValue get(CacheKey<?> key, Loader loader) throws IOException {
            DecodedValue value = values.get(key);
            if (value == null) {
                value = loader.load(key);
                values.put(key, value);
            }
            return value;
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException with a message that names it
     */
    static Database read(Path file, List<Selection> rules) throws IOException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException(Files.exists(file) ? "it is not a regular file" : "it does not exist");
            }
            if (Files.size(file) > LARGEST) {
                throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
            }
            return of(Files.readAllBytes(file), rules);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot use the database " + file + ": it does not exist", e);
        } catch (IOException e) {
            throw new IOException("cannot use the database " + file + ": " + e.getMessage(), e);
        }
    }

    /** Checks and decodes a database. */
    static Database of(byte[] bytes, List<Selection> rules) throws IOException {
        int metadata = metadata(bytes);
        new DataSection(bytes, metadata, bytes.length).check(0);
        try (Reader reader = new Reader(new ByteArrayInputStream(bytes), new Decoded())) {
            Metadata about = reader.getMetadata();
            int size = about.recordSize();
            long tree = about.nodeCount() * size / 4;
            long data = tree + SEPARATOR;
            int dataEnd = metadata - MARKER.length;
            boolean known = size == 24 || size == 28 || size == 32;
            boolean wide = about.ipVersion() == 6;
            if (about.binaryFormatMajorVersion() != 2 || !known || !(wide || about.ipVersion() == 4)) {
                throw new IOException("it is of a version that is not known");
            }
            if (about.nodeCount() < 1 || about.nodeCount() > bytes.length || data > dataEnd) {
                throw new IOException("its tree is cut off");
            }
            SearchTree search = new SearchTree(bytes, (int) about.nodeCount(), size, wide);
            DataSection section = new DataSection(bytes, (int) data, dataEnd);
            return new Database(
                    map(search, section, reader, rules), about.buildTime().toEpochMilli(), about.databaseType());
        } catch (RuntimeException e) {
            throw new IOException("it is broken (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static IpMap<Located> map(SearchTree tree, DataSection section, Reader reader, List<Selection> rules)
            throws IOException {
        IpMap.Builder<Located> map = new IpMap.Builder<>();
        Map<Long, Located> decoded = new HashMap<>();
        tree.walk((block, data) -> {
            Located place = decoded.get(data);
            if (place == null) {
                section.check((int) Math.min(data, Integer.MAX_VALUE));
                place = decode(block.first(), reader, rules);
                decoded.put(data, place);
            }
            map.add(block, place);
        });
        return map.build();
    }

    private static Located decode(Ip address, Reader reader, List<Selection> rules) throws IOException {
        InetAddress asked = address.toInet();
        Map<?, ?> data = reader.get(asked, Map.class);
        if (data == null) {
            throw new IOException("nothing is said of " + address);
        }
        Place place = Place.of(data);
        return new Located(place, Selection.first(rules, place));
    }

    /** Where the metadata begin: after the last marker. */
    private static int metadata(byte[] bytes) throws IOException {
        for (int at = bytes.length - MARKER.length; at >= Math.max(0, bytes.length - METADATA); at--) {
            if (java.util.Arrays.equals(bytes, at, at + MARKER.length, MARKER, 0, MARKER.length)) {
                return at + MARKER.length;
            }
        }
        throw new IOException("it is not in the MaxMind DB format");
    }
}
