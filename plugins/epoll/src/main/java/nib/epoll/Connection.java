package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLHUP;
import static nib.linux.Epoll.EPOLLOUT;

import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Printable;
import nib.linux.Errno;
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
 *      |            WAITING <-full-|       |  ^--failed--+             |
 *      |                  |--tarpit--> HELD|                           |
 *      +--bad, too late---+--denied--------+--nobody left--------------+--reset, idle, cut--> ENDED
 * </pre>
 *
 * It belongs to its worker; only {@link #cut} comes from elsewhere. Descriptors are registered once and edge-triggered:
 * an event says that something may have changed, and the two {@link Stream}s remember what is left to do.
 */
final class Connection extends Wheel.Timer implements Watched, Flow.Carrier {
    private static final byte[] NOTHING = {};

    private final Worker worker;
    private final Forwarder.Terms terms;
    private final Flow flow;
    private final int front;
    private final Attempt attempt;
    private State state = State.HEARING;
    private final Exchange exchange;
    private final Idleness idleness;
    private @Nullable Greeting greeting;
    private byte[] heard = NOTHING;
    private Decision.@Nullable Denied held;
    private boolean askedForRoom;
    private boolean watched;
    private boolean waitsForTurn;

    Connection(Worker worker, Forwarder.Terms terms, Desk desk, int front, Client client) {
        this.worker = worker;
        this.terms = terms;
        this.exchange = new Exchange(terms.times().fast());
        this.idleness = new Idleness(terms.times());
        this.front = front;
        this.attempt = new Attempt(worker, this, terms.options());
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
        if (fd == attempt.fd()) {
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
                    letGo(false);
                }
            }
            case WAITING -> {
                if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
                    end(End.CLIENT_RESET, "");
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
            state = State.CONNECTING;
            int result = attempt.begin(one);
            if (result >= 0) {
                return;
            }
            decision = one.failed(Trouble.blame(-result), Trouble.words(one.address(), -result));
        }
        switch (decision) {
            case Decision.Nobody nobody -> refuse(nobody.end(), nobody.reason());
            case Decision.Denied denied -> deny(denied);
            case Decision.Wait wait -> queue(wait);
            case Lease other -> throw new IllegalStateException("the loop ends with the last lease");
        }
    }

    /** Stands in the queue until it is woken, or has waited for too long, or is gone. */
    private void queue(Decision.Wait wait) {
        state = State.WAITING;
        worker.wheel.set(this, worker.now() + wait.nanos());
        watchFront();
    }

    private void again() {
        if (state == State.WAITING) {
            worker.wheel.drop(this);
            dial(flow.again());
        }
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void wake(Flow which) {
        worker.post(this::again);
    }

    /** Whether the server has answered; if not, another is asked. */
    private boolean answers(int events) {
        Lease one = attempt.lease();
        int outcome = attempt.outcome(events);
        if (one != null && outcome == 0) {
            answered(one);
        } else if (one != null && outcome < 0) {
            failed(one, Trouble.blame(-outcome), Trouble.words(one.address(), -outcome));
        }
        return outcome == 0;
    }

    private void failed(Lease one, Lease.Blame blame, String reason) {
        attempt.drop();
        dial(one.failed(blame, reason));
    }

    private void answered(Lease one) {
        state = State.RELAYING;
        one.answered();
        worker.wheel.set(this, idleness.begin(worker.now()));
        exchange.begin(Dial.firstWords(one, heard), terms.options().noDelay() && one.address() instanceof Address.Inet);
        exchange.slow(this, one.upload(), one.download());
        heard = NOTHING;
        watchFront();
    }

    /** Goes on after others had their turn. */
    void goOn() {
        waitsForTurn = false;
        goesOn();
    }

    /** Goes on where it is held back no more. */
    void goesOn() {
        if (state == State.RELAYING) {
            relay();
        }
    }

    private void relay() {
        Exchange.Outcome outcome = exchange.move(worker, front, attempt.fd());
        if (exchange.stirs()) {
            idleness.stirred(worker.now());
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
        if (!idleness.isHalf() && exchange.isHalf()) {
            worker.wheel.set(this, idleness.halve(worker.now()));
        }
        if (!askedForRoom && exchange.isFull()) {
            askedForRoom = true;
            worker.rewatch(front, FROM | EPOLLOUT);
        }
        if (idleness.isToSettle()) {
            settle();
        }
    }

    private void settle() {
        idleness.settle();
        exchange.settle(flow);
    }

    private void deny(Decision.Denied denied) {
        switch (denied.verdict().how()) {
            case DENY -> refuse(denied.end(), denied.verdict().reason());
            case RESET -> cut(denied.end(), denied.verdict().reason());
            case DROP -> {
                Farewell.silently(worker, front);
                end(denied.end(), denied.verdict().reason());
            }
            case TARPIT -> hold(denied);
        }
    }

    /** Answers nothing until the client has enough or it was long enough. */
    private void hold(Decision.Denied denied) {
        state = State.HELD;
        held = denied;
        worker.wheel.set(this, worker.now() + terms.times().tarpit());
        if (watched) {
            worker.rewatch(front, FROM); // says again what it has said
        } else {
            watchFront();
        }
    }

    private void letGo(boolean rudely) {
        Decision.Denied why = held;
        if (why != null && rudely) {
            cut(why.end(), why.verdict().reason());
        } else if (why != null) {
            end(why.end(), why.verdict().reason());
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
                Lease one = attempt.lease();
                int result = attempt.fd() < 0 ? attempt.again() : Attempt.PENDING;
                if (one != null && result < 0) {
                    failed(one, Trouble.blame(-result), Trouble.words(one.address(), -result));
                } else if (one != null && result == Attempt.PENDING) {
                    long millis = TimeUnit.NANOSECONDS.toMillis(one.timeout());
                    failed(one, Lease.Blame.SERVER, one.address() + " did not answer within " + millis + " ms");
                }
            }
            case RELAYING -> idle(now);
            case HELD -> letGo(true);
            case WAITING -> again();
            case ENDED -> {}
        }
    }

    private void idle(long now) {
        if (now - idleness.deadline() < 0) {
            worker.wheel.set(this, idleness.deadline());
        } else {
            cut(idleness.end(), idleness.reason());
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
            if (attempt.fd() >= 0) {
                Farewell.abruptly(worker, attempt.fd());
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
        exchange.free(worker);
        worker.discard(front);
        attempt.drop();
        try {
            settle();
        } finally {
            flow.end(how == null ? End.CLIENT_CLOSED : how, why);
        }
    }
}
