package nib.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nib.api.Event;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * Looks at files from time to time, and has them read anew when one has changed. What was read before stays in use when
 * that fails, and the failure is told once.
 */
final class Lookout {
    /** Reads all files. */
    interface Reading {
        void read() throws IOException;
    }

    private final String word;
    private final Supplier<List<Path>> places;
    private final long every;
    private final Reading reading;
    private final Host host;
    private List<String> seen = List.of();
    private @Nullable String trouble;
    private @Nullable Runnable next;
    private boolean closed;

    /**
     * A lookout that is not open yet.
     *
     * @param places files, and folders with all that is in them
     * @param every nanoseconds
     */
    Lookout(String word, Supplier<List<Path>> places, long every, Reading reading, Host host) {
        this.word = word;
        this.places = places;
        this.every = every;
        this.reading = reading;
        this.host = host;
    }

    /** Reads for the first time, and begins to look. */
    synchronized void open() throws IOException {
        seen = marks();
        reading.read();
        again();
    }

    private synchronized void again() {
        if (!closed) {
            next = host.clock()
                    .after(every, () -> Thread.ofVirtual().name(word + "-files").start(this::look));
        }
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        try {
            List<String> now = marks();
            if (!now.equals(seen)) {
                seen = now; // before reading: a change that comes meanwhile is seen the next time
                reading.read();
                host.tell(new Event.Note(word, false, "files have changed and were read"));
                trouble = null;
            }
        } catch (IOException | RuntimeException e) {
            tell("files have changed and cannot be used; what was read before stays: " + e.getMessage());
        } finally {
            again();
        }
    }

    /** Tells what is wrong, once. */
    synchronized void tell(String wrong) {
        if (!Objects.equals(wrong, trouble)) {
            trouble = wrong;
            host.tell(new Event.Note(word, true, wrong));
        }
    }

    synchronized void close() {
        closed = true;
        if (next != null) {
            next.run();
        }
    }

    private List<String> marks() {
        List<String> marks = new ArrayList<>();
        for (Path place : places.get()) {
            marks.add(mark(place));
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    inside.sorted().map(Lookout::mark).forEach(marks::add);
                } catch (IOException e) {
                    marks.add("?");
                }
            }
        }
        return marks;
    }

    private static String mark(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + now.lastModifiedTime().toInstant() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return file + " is not there";
        }
    }
}
