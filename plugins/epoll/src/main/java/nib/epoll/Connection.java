package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLET;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLIN;
import static nib.linux.Epoll.EPOLLOUT;
import static nib.linux.Epoll.EPOLLRDHUP;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Verdict;
import nib.linux.Errno;
import nib.linux.LinuxException;
import nib.linux.Options;
import nib.linux.Sockets;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Lease;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/**
 * One client and its server.
 *
 * <pre>
 *   HEARING --heard--> decided --lease--> CONNECTING --answered--> RELAYING --both have ended--> ENDED
 *      |                  |                |  ^--failed--+             |
 *      |                  |--tarpit--> HELD|                           |
 *      +--bad, too late---+--denied--------+--nobody left--------------+--reset, idle, cut--> ENDED
 * </pre>
 *
 * It belongs to its worker; only {@link #cut} comes from elsewhere. Descriptors are registered once and edge-triggered:
 * an event says that something may have changed, and the two {@link Stream}s remember what is left to do.
 */
final class Connection extends Wheel.Timer implements Watched, Flow.Carrier {
    private static final int LAST_WORDS = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
    private static final int FROM = EPOLLIN | EPOLLRDHUP | EPOLLET;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int LEFTOVERS = 256 * 1024;
    private static final byte[] NOTHING = {};

    private enum State {
        HEARING,
        HELD,
        CONNECTING,
        RELAYING,
        ENDED
    }

    private final Worker worker;
    private final Forwarder.Terms terms;
    private final Flow flow;
    private final int front;
    private int back = -1;
    private State state = State.HEARING;
    private final Stream up = new Stream();
    private final Stream down = new Stream();
    private @Nullable Greeting greeting;
    private @Nullable Lease lease;
    private @Nullable End first;
    private byte[] heard = NOTHING;
    private String held = "";
    private long moved;
    private long settled;
    private long patience;
    private boolean askedForRoom;
    private boolean watched;
    private boolean half;
    private boolean shutUp;
    private boolean shutDown;

    Connection(Worker worker, Forwarder.Terms terms, Desk desk, int front, Client client) {
        this.worker = worker;
        this.terms = terms;
        this.front = front;
        this.flow = desk.begin(client, this);
    }

    /** The client is there. */
    void begin() {
        Opening opening = terms.opening();
        if (opening == null) {
            dial(flow.decide());
        } else {
            greeting = new Greeting(opening);
            worker.wheel.set(this, worker.now() + terms.times().handshake());
            watchFront();
        }
    }

    private void watchFront() {
        if (!watched) {
            watched = true;
            worker.watch(front, FROM, this);
        }
    }

    @Override
    public void ready(int fd, int events) {
        if (fd == back) {
            fromServer(events);
        } else {
            fromClient(events);
        }
    }

    private void fromClient(int events) {
        hear(up, events);
        if ((events & EPOLLOUT) != 0) {
            down.writable();
        }
        switch (state) {
            case HEARING -> hear();
            case HELD -> swallow();
            case RELAYING -> relay();
            case CONNECTING, ENDED -> {}
        }
    }

    private void fromServer(int events) {
        if (state == State.CONNECTING && !answers(events)) {
            return;
        }
        if ((events & EPOLLOUT) != 0) {
            up.writable();
        }
        hear(down, events);
        if (state == State.RELAYING) {
            relay();
        }
    }

    private static void hear(Stream from, int events) {
        if ((events & (EPOLLIN | LAST_WORDS)) != 0) {
            from.readable((events & EPOLLRDHUP) != 0, (events & (EPOLLHUP | EPOLLERR)) != 0);
        }
    }

    private void hear() {
        Greeting asked = greeting;
        if (asked != null) {
            understand(asked, asked.hear(worker, front, flow.client()), End.MALFORMED);
        }
    }

    private void understand(Greeting asked, Opening.@Nullable Answer answer, End bad) {
        switch (answer) {
            case null -> {}
            case Opening.More more -> {}
            case Opening.Done done -> {
                heard = asked.rest(done);
                greeting = null;
                flow.opened(done);
                up.readable();
                worker.wheel.drop(this);
                dial(flow.decide());
            }
            case Opening.Bad refused when asked.isCut() -> end(End.CLIENT_RESET, "");
            case Opening.Bad refused when asked.isEmpty() -> end(End.CLIENT_CLOSED, "without a byte");
            case Opening.Bad refused -> refuse(bad, refused.reason());
        }
    }

    /** Asks for one server after the other until one can be dialled. */
    private void dial(Decision answer) {
        Decision decision = answer;
        while (decision instanceof Lease one) {
            lease = one;
            patience = worker.now() + one.timeout();
            int fd = begin(one);
            if (fd >= 0) {
                return;
            }
            decision = one.failed(Trouble.blame(-fd), Trouble.words(one.address(), -fd));
        }
        switch (decision) {
            case Decision.Nobody nobody -> refuse(nobody.end(), nobody.reason());
            case Decision.Denied denied -> deny(denied.verdict());
            case Lease other -> throw new IllegalStateException("the loop ends with the last lease");
        }
    }

    /** Nothing tells when the full queue of a Unix socket has room, connect(2): it is asked again, {@link #expire}. */
    private int begin(Lease one) {
        int fd = Dial.begin(worker, one, terms.options());
        if (fd == -Errno.EAGAIN && worker.now() < patience) {
            state = State.CONNECTING;
            worker.wheel.set(this, Math.min(worker.now() + AGAIN, patience));
            return 0;
        }
        if (fd >= 0) {
            back = fd;
            state = State.CONNECTING;
            worker.watch(fd, FROM | EPOLLOUT, this);
            worker.wheel.set(this, patience);
        }
        return fd;
    }

    private void beginAgain(Lease one) {
        int fd = begin(one);
        if (fd < 0) {
            failed(one, Trouble.blame(-fd), Trouble.words(one.address(), -fd));
        }
    }

    /** Whether the server has answered; if not, another is asked. */
    private boolean answers(int events) {
        int error = (events & (EPOLLERR | EPOLLHUP)) == 0 ? 0 : Sockets.error(worker.call, back);
        Lease one = lease;
        if (one == null || (events & (EPOLLOUT | LAST_WORDS)) == 0) {
            return false;
        }
        if (error == 0) {
            answered(one);
            return true;
        }
        failed(one, Trouble.blame(-error), Trouble.words(one.address(), -error));
        return false;
    }

    private void failed(Lease one, Lease.Blame blame, String reason) {
        if (back >= 0) {
            worker.discard(back);
            back = -1;
        }
        worker.wheel.drop(this);
        dial(one.failed(blame, reason));
    }

    private void answered(Lease one) {
        state = State.RELAYING;
        moved = worker.now();
        settled = moved;
        one.answered();
        worker.wheel.set(this, moved + terms.times().idle());
        byte[] words = firstWords(one);
        if (words.length > 0) {
            up.begin(MemorySegment.ofArray(words), 0, words.length);
        }
        if (terms.options().noDelay() && one.address() instanceof Address.Inet) {
            up.noDelay();
        }
        watchFront();
        up.readable(); // it mostly is, and asking costs less than waiting to be told
    }

    /** What the server is sent first: the preamble, and what was heard and not consumed. */
    private byte[] firstWords(Lease one) {
        if (one.preambleMost() == 0) {
            return heard;
        }
        ByteBuffer words = ByteBuffer.allocate(one.preambleMost() + heard.length);
        one.preamble(words);
        words.put(heard).flip();
        byte[] all = new byte[words.remaining()];
        words.get(all);
        return all;
    }

    /** Goes on after others had their turn. */
    void goOn() {
        if (state == State.RELAYING) {
            relay();
        }
    }

    /** Moves what can be moved, both ways, and passes on what has ended. */
    private void relay() {
        Stream.Outcome there = up.move(worker, front, back);
        Stream.Outcome here = down.move(worker, back, front);
        moved = worker.now();
        if (there == Stream.Outcome.CUT || here == Stream.Outcome.CUT) {
            cut(there == Stream.Outcome.CUT ? End.CLIENT_RESET : End.SERVER_RESET, "");
            return;
        }
        boolean upDone = there == Stream.Outcome.DONE;
        boolean downDone = here == Stream.Outcome.DONE;
        if (first == null && (upDone || downDone)) {
            first = upDone ? End.CLIENT_CLOSED : End.SERVER_CLOSED;
        }
        if (upDone && downDone) {
            end(first, "");
            return;
        }
        passOn(upDone, downDone);
        if (there == Stream.Outcome.UNFINISHED || here == Stream.Outcome.UNFINISHED) {
            worker.again(this);
        }
        if (down.isFull() && !askedForRoom) {
            askedForRoom = true;
            worker.rewatch(front, FROM | EPOLLOUT);
        }
        if (moved - settled > SETTLE) {
            settle();
        }
    }

    private void passOn(boolean upDone, boolean downDone) {
        if (upDone && !shutUp) {
            shutUp = true;
            Sockets.shutdown(worker.call, back, Sockets.SHUT_WR);
        }
        if (downDone && !shutDown) {
            shutDown = true;
            Sockets.shutdown(worker.call, front, Sockets.SHUT_WR);
        }
        boolean over = up.isEnded() || down.isEnded() || up.isDeaf() || down.isDeaf();
        if (over && !half) {
            half = true;
            worker.wheel.set(this, moved + terms.times().halfClosed());
        }
    }

    private void settle() {
        settled = moved;
        flow.count(up.count(), down.count());
    }

    private void deny(Verdict.Deny verdict) {
        switch (verdict.how()) {
            case CLOSE -> refuse(End.DENIED, verdict.reason());
            case RESET, DROP -> cut(End.DENIED, verdict.reason());
            case TARPIT -> hold(verdict.reason());
        }
    }

    /** Answers nothing until the client has enough or it was long enough. */
    private void hold(String reason) {
        state = State.HELD;
        held = reason;
        worker.wheel.set(this, worker.now() + terms.times().tarpit());
        watchFront();
        swallow();
    }

    private void swallow() {
        long count = 1;
        while (count > 0) {
            count = Sockets.recv(worker.call, front, worker.buffer, 0, Worker.BUFFER, 0);
        }
        if (count != -Errno.EAGAIN) {
            end(End.DENIED, held);
        }
    }

    @Override
    void expire(long now) {
        switch (state) {
            case HEARING -> {
                Greeting asked = greeting;
                if (asked != null) {
                    understand(asked, asked.silence(flow.client()), End.HANDSHAKE);
                }
            }
            case CONNECTING -> {
                Lease one = lease;
                if (one != null && back < 0) {
                    beginAgain(one);
                } else if (one != null) {
                    long millis = TimeUnit.NANOSECONDS.toMillis(one.timeout());
                    failed(one, Lease.Blame.SERVER, one.address() + " did not answer within " + millis + " ms");
                }
            }
            case RELAYING -> idle(now);
            case HELD -> cut(End.DENIED, held);
            case ENDED -> {}
        }
    }

    private void idle(long now) {
        long limit = half ? terms.times().halfClosed() : terms.times().idle();
        if (now - moved < limit) {
            worker.wheel.set(this, moved + limit);
        } else {
            cut(half ? End.HALF_CLOSED : End.IDLE, half ? "silent after one side had closed" : "silent");
        }
    }

    @Override
    public void cut(Flow which) {
        worker.post(this::cutNow);
    }

    /** Cuts it because somebody said so, who has also said why. */
    void cutNow() {
        cut(End.CUT, "");
    }

    @Override
    public void broken(Throwable e) {
        cut(End.PLUGIN_ERROR, String.valueOf(e.getMessage()));
    }

    /** Ends it so that both sides see a reset. */
    private void cut(End how, String why) {
        if (state != State.ENDED) {
            resetOnClose(front);
            if (back >= 0) {
                resetOnClose(back);
            }
            end(how, why);
        }
    }

    private void resetOnClose(int fd) {
        try {
            Options.resetOnClose(worker.call, fd, true);
        } catch (LinuxException e) {
            // a Unix socket: its peer sees an end
        }
    }

    /**
     * Ends it politely. What came and was never read would turn the FIN into a RST (RFC 2525, section 2.17), so it is
     * thrown away, as far as it is there.
     */
    private void refuse(End how, String why) {
        long skimmed = 0;
        long count = 1;
        while (count > 0 && skimmed < LEFTOVERS) {
            count = Sockets.recv(worker.call, front, worker.buffer, 0, Worker.BUFFER, 0);
            skimmed += Math.max(count, 0);
        }
        end(how, why);
    }

    private void end(@Nullable End how, String why) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        worker.wheel.drop(this);
        up.free();
        down.free();
        worker.discard(front);
        if (back >= 0) {
            worker.discard(back);
        }
        settle();
        flow.end(how == null ? End.CLIENT_CLOSED : how, why);
    }
}
