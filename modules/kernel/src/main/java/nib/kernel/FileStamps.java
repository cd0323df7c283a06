package nib.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What some files looked like from outside: enough to see that one was replaced or written to. */
record FileStamps(List<Object> each) {
    private static final String MISSING = "missing";

    /** What one file looked like; the key is device and inode, and may be missing. */
    private record Stamp(long size, long modified, String key) {}

    static FileStamps of(List<Path> files) {
        return new FileStamps(files.stream().map(FileStamps::of).toList());
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
