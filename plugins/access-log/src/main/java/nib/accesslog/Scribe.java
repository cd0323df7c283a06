package nib.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import nib.api.Event;
import nib.spi.Host;
import nib.spi.Resident;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines, on a thread of its own.
 *
 * <pre>
 *   offer --room--> queue --writer--> page --full, or nothing waits--> outlet
 *      \--no room--> missing: counted, and said on the next page
 * </pre>
 *
 * {@link #offer} is called by every thread of the house and does not wait for the writer, which is the only thread that
 * touches page and outlet.
 *
 * @param <T> what lines are about
 */
final class Scribe<T> implements Resident {
    private static final int PAGE = 64 * 1024;
    private static final int HANDFUL = 256;
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(2);

    private final String word;
    private final Outlet.Source source;
    private final Lines<T> lines;
    private final BlockingQueue<T> queue;
    private final LongAdder missing = new LongAdder();
    private final ByteArrayOutputStream page = new ByteArrayOutputStream(PAGE + 4096);
    private int onPage;
    private @Nullable String trouble;
    private volatile @Nullable Thread writer;
    private volatile boolean idle;
    private volatile boolean closing;

    /**
     * One that has not begun.
     *
     * @param word the plugin's word
     * @param queue how many may wait to be written
     */
    Scribe(String word, Outlet.Source source, Lines<T> lines, int queue) {
        this.word = word;
        this.source = source;
        this.lines = lines;
        this.queue = new ArrayBlockingQueue<>(queue);
    }

    /** Has a line written about something, or counts it as missing. */
    void offer(T one) {
        if (!queue.offer(one)) {
            missing.increment();
        } else if (idle) {
            LockSupport.unpark(writer);
        }
    }

    @Override
    public void open(Host host) throws IOException {
        Outlet outlet = source.open(host.clock());
        writer = host.thread(word, () -> write(outlet, host));
    }

    @Override
    public void close() {
        closing = true;
        Thread last = writer;
        if (last == null) {
            return;
        }
        LockSupport.unpark(last);
        try {
            last.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Outlet outlet, Host host) {
        writer = Thread.currentThread(); // known before it first sleeps, so that it can be woken
        List<T> handful = new ArrayList<>(HANDFUL);
        try (outlet) {
            while (awaitLines()) {
                while (queue.drainTo(handful, HANDFUL) > 0) {
                    for (T one : handful) {
                        lines.line(one, page);
                    }
                    onPage += handful.size();
                    handful.clear();
                    if (page.size() >= PAGE) {
                        turn(outlet, host);
                    }
                }
                turn(outlet, host);
            }
        } catch (IOException e) {
            tell(host, e.getMessage());
        }
    }

    /** Waits for something to write; false when it is over and everything has been written. */
    private boolean awaitLines() {
        while (queue.isEmpty()) {
            if (closing) {
                return false;
            }
            idle = true; // before the last look, so that whoever comes after it sees that somebody sleeps
            if (queue.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            idle = false;
        }
        return true;
    }

    /** Lets go of the page, as whole lines. A page that cannot be written is given up, and its lines are missing. */
    private void turn(Outlet outlet, Host host) throws IOException {
        String wrong = null;
        try {
            outlet.follow();
        } catch (IOException e) {
            wrong = e.getMessage();
        }
        long lost = missing.sumThenReset();
        if (lost > 0) {
            lines.missing(host.clock().millis(), lost, page);
        }
        try {
            outlet.write(ByteBuffer.wrap(page.toByteArray()));
        } catch (IOException e) {
            missing.add(lost + onPage);
            wrong = e.getMessage();
        }
        page.reset();
        onPage = 0;
        tell(host, wrong);
    }

    /** Says what is wrong once, until it is something else or nothing. */
    private void tell(Host host, @Nullable String wrong) {
        if (wrong != null && !Objects.equals(wrong, trouble)) {
            host.tell(new Event.Note(word, true, wrong));
        }
        trouble = wrong;
    }
}
