package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLOUT;

import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Printable;
import nib.api.Verdict;
import nib.linux.Errno;
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
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(1);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(10);
    private static final byte[] NOTHING = {};

    private final Worker worker;
    private final Forwarder.Terms terms;
    private final Flow flow;
    private final int front;
    private int back = -1;
    private State state = State.HEARING;
    private final Exchange exchange;
    private @Nullable Greeting greeting;
    private @Nullable Lease lease;
    private byte[] heard = NOTHING;
    private String held = "";
    private long moved;
    private long settled;
    private long patience;
    private boolean askedForRoom;
    private boolean watched;
    private boolean waitsForTurn;
    private boolean half;

    Connection(Worker worker, Forwarder.Terms terms, Desk desk, int front, Client client) {
        this.worker = worker;
        this.terms = terms;
        this.exchange = new Exchange(terms.times().fast());
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

    /** Whoever cannot be watched would be forgotten. */
    private void watchFront() {
        if (!watched) {
            watched = true;
            int result = worker.watch(front, FROM, this);
            if (result < 0) {
                throw new IllegalStateException(Errno.describe(-result));
            }
        }
    }

    @Override
    public void ready(int fd, int events) {
        if (state == State.RELAYING) {
            exchange.trouble(events);
        }
        if (fd == back) {
            fromServer(events);
        } else {
            fromClient(events);
        }
    }

    private void fromClient(int events) {
        exchange.fromClient(events);
        switch (state) {
            case HEARING -> hear();
            case HELD -> {
                if ((events & LAST_WORDS) != 0) {
                    end(End.DENIED, held);
                }
            }
            case RELAYING -> relay();
            case CONNECTING, ENDED -> {}
        }
        if (state == State.RELAYING && exchange.isAlone(events)) {
            cut(End.CLIENT_RESET, "");
        }
    }

    private void fromServer(int events) {
        if (state == State.CONNECTING && !answers(events)) {
            return;
        }
        exchange.fromServer(events);
        if (state == State.RELAYING) {
            relay();
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
                exchange.readable();
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
        long left = patience - worker.now();
        if (fd == -Errno.EAGAIN && left > 0) {
            state = State.CONNECTING;
            worker.wheel.set(this, worker.now() + Math.min(AGAIN, left));
            return 0;
        }
        if (fd >= 0) {
            back = fd;
            state = State.CONNECTING;
            worker.wheel.set(this, patience);
            int result = worker.watch(fd, FROM | EPOLLOUT, this);
            return result < 0 ? unwatchable(result) : 0;
        }
        return fd;
    }

    private int unwatchable(int result) {
        worker.discard(back);
        back = -1;
        worker.wheel.drop(this);
        return result;
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
        exchange.begin(Dial.firstWords(one, heard), terms.options().noDelay() && one.address() instanceof Address.Inet);
        heard = NOTHING;
        watchFront();
    }

    /** Goes on after others had their turn. */
    void goOn() {
        waitsForTurn = false;
        if (state == State.RELAYING) {
            relay();
        }
    }

    private void relay() {
        Exchange.Outcome outcome = exchange.move(worker, front, back);
        if (exchange.stirs()) {
            moved = worker.now();
        }
        switch (outcome) {
            case CLIENT_CUT -> cut(End.CLIENT_RESET, "");
            case SERVER_CUT -> cut(End.SERVER_RESET, "");
            case DONE -> end(exchange.first(), "");
            case UNFINISHED -> {
                if (!waitsForTurn) {
                    waitsForTurn = true;
                    worker.again(this);
                }
                await();
            }
            case WAITS -> await();
        }
    }

    /** It is not over yet. */
    private void await() {
        if (!half && exchange.isHalf()) {
            half = true;
            moved = worker.now();
            worker.wheel.set(this, moved + terms.times().halfClosed());
        }
        if (!askedForRoom && exchange.isFull()) {
            askedForRoom = true;
            worker.rewatch(front, FROM | EPOLLOUT);
        }
        if (moved - settled > SETTLE) {
            settle();
        }
    }

    private void settle() {
        settled = moved;
        exchange.settle(flow);
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
        if (watched) {
            worker.rewatch(front, FROM); // says again what it has said
        } else {
            watchFront();
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
        try {
            cut(End.PLUGIN_ERROR, Printable.of(String.valueOf(e), 200));
        } catch (RuntimeException | Error worse) {
            // the house cannot take it back; everything of ours was given back before it was asked
        }
    }

    /** Ends it so that both sides see a reset. */
    private void cut(End how, String why) {
        if (state != State.ENDED) {
            Farewell.abruptly(worker, front);
            if (back >= 0) {
                Farewell.abruptly(worker, back);
            }
            end(how, why);
        }
    }

    private void refuse(End how, String why) {
        Farewell.politely(worker, front);
        end(how, why);
    }

    private void end(@Nullable End how, String why) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        worker.wheel.drop(this);
        exchange.free(worker);
        worker.discard(front);
        if (back >= 0) {
            worker.discard(back);
        }
        try {
            settle();
        } finally {
            flow.end(how == null ? End.CLIENT_CLOSED : how, why);
        }
    }
}
