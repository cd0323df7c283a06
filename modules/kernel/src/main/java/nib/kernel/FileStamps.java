package nib.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What some files looked like from outside: enough to see that one was replaced or written to. Of a folder, what is in it
 * counts, too, but not what is in folders there.
 */
record FileStamps(List<Object> each) {
    private static final String MISSING = "missing";

    /** What one file looked like; the key is device and inode, and may be missing. */
    private record Stamp(long size, long modified, String key) {}

    static FileStamps of(List<Path> files) {
        List<Object> each = new ArrayList<>();
        for (Path file : files) {
            each.add(of(file));
            if (Files.isDirectory(file)) {
                inside(file).forEach(one -> each.add(of(one)));
            }
        }
        return new FileStamps(List.copyOf(each));
    }

    private static List<Path> inside(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException | SecurityException e) {
            return List.of();
        }
    }

    private static Object of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long nanos = attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
            return new Stamp(attributes.size(), nanos, String.valueOf(attributes.fileKey()));
        } catch (IOException | SecurityException e) {
            return MISSING;
        }
    }
}
