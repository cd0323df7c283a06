package nib.pen;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/**
 * Hears from balancers whose a request is, and from web servers what they logged, and writes the lines of the web servers
 * with the clients in front. A HUP opens the log anew, a TERM ends.
 */
final class LogServer {
    private static final int ROOM = 64 * 1024;
    private static final int WAITING = 4 << 20;

    private final PenlogdOptions options;
    private final Consolidator consolidator;
    private final LogFile log;
    private final PrintStream err;
    private final AtomicBoolean reopen = new AtomicBoolean();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(ROOM);
    private volatile boolean ended;

    private LogServer(PenlogdOptions options, LogFile log, PrintStream err) {
        this.options = options;
        this.consolidator = new Consolidator(options.entries());
        this.log = log;
        this.err = err;
    }

    /** Serves until it is told to end. */
    static void serve(PenlogdOptions options, PrintStream out, PrintStream err) throws Failure, IOException {
        Path file = options.log();
        try (DatagramChannel socket = DatagramChannel.open();
                Selector arrivals = Selector.open();
                LogFile log = file == null ? LogFile.to(out) : LogFile.to(file)) {
            socket.setOption(StandardSocketOptions.SO_RCVBUF, WAITING);
            socket.bind(new InetSocketAddress(options.port()));
            socket.configureBlocking(false).register(arrivals, SelectionKey.OP_READ);
            LogServer one = new LogServer(options, log, err);
            one.obey(arrivals);
            one.serve(socket, arrivals, out);
        }
    }

    @SuppressWarnings("try") // the file is there while it is open
    private void serve(DatagramChannel socket, Selector arrivals, PrintStream out) throws Failure, IOException {
        Path pid = options.pid();
        try (PidFile file = pid == null ? null : PidFile.write(pid)) {
            new Lesser(options.folder(), options.user()).become(false);
            Background.ready(out, err);
            receive(socket, arrivals);
        }
    }

    private void obey(Selector arrivals) {
        Signals.on("HUP", () -> {
            reopen.set(true);
            arrivals.wakeup();
        });
        for (String name : List.of("TERM", "INT")) {
            Signals.on(name, () -> {
                ended = true;
                arrivals.wakeup();
            });
        }
    }

    private void receive(DatagramChannel socket, Selector arrivals) throws IOException {
        while (!ended) {
            arrivals.select(key -> {});
            if (reopen.getAndSet(false)) {
                reopen();
            }
            for (InetSocketAddress from = next(socket); from != null && !ended; from = next(socket)) {
                take(Ip.of(from.getAddress()), text());
            }
            log.flush();
        }
    }

    private void reopen() throws IOException {
        try {
            log.reopen();
        } catch (Failure e) {
            say(e.getMessage());
        }
    }

    private @Nullable InetSocketAddress next(DatagramChannel socket) throws IOException {
        return (InetSocketAddress) socket.receive(datagram.clear());
    }

    /** Up to the end of its first line. */
    private String text() {
        String all = StandardCharsets.ISO_8859_1.decode(datagram.flip()).toString();
        return all.lines().findFirst().orElse("");
    }

    private void take(Ip from, String line) throws IOException {
        if (line.startsWith("+")) {
            if (!consolidator.learn(line)) {
                say("discarding bogus pen line " + Text.visible(line));
            }
            return;
        }
        String told = consolidator.tell(from, line);
        if (told == null) {
            say("bogus web line " + Text.visible(line));
        } else {
            log.line(told);
            if (options.unbuffered()) {
                log.flush();
            }
        }
    }

    /** Only where somebody sees it: in the background there is nobody. */
    private void say(@Nullable String what) {
        if (options.foreground()) {
            err.println("penlogd: " + what);
        }
    }
}
