package nib.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import nib.api.Client;
import nib.api.End;
import nib.spi.Connection;
import nib.spi.Decision;
import nib.spi.Filter;
import nib.spi.Flow;
import nib.spi.Lease;
import nib.spi.LocalFailure;
import nib.spi.Opening;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One client on its virtual thread, from the accept to the end.
 *
 * <pre>
 *   HEARING --heard--> JUDGING --let in--> GREETING --filters done--> CHOOSING --server--> CONNECTING --> RELAYING
 *      |     WAITING <-full-+ \--tarpit--> HELD |            WAITING <-full-+  ^----failed-----+             |
 *      |                 |                 |   |                        |                      |             |
 *      +-- bad, silent --+---- denied -----+---+---- time is over ------+---- nobody left -----+- closed ... +--> ended
 * </pre>
 *
 * The thread that runs it moves it through the phases. {@link #cut} and {@link #tick} may come from any thread and end
 * it by cutting the wires under it.
 */
final class Session implements Runnable, Flow.Carrier {
    /** Where a session is in its life. */
    enum Phase {
        HEARING,
        JUDGING,
        HELD,
        GREETING,
        CHOOSING,
        WAITING,
        CONNECTING,
        RELAYING
    }

    final Passage passage;
    private final Rules rules;
    private final Wire wire;
    private volatile Phase phase = Phase.JUDGING;
    private volatile @Nullable Thread thread;
    private volatile @Nullable FirstBytes hearing;
    private volatile @Nullable Relay relay;
    private volatile @Nullable Wire dialled;
    private volatile long dialledAt;
    private volatile boolean woken;
    private volatile long waited;

    Session(long id, Wire wire, Rules rules, Runnable after) {
        this.wire = wire;
        this.rules = rules;
        this.passage = new Passage(id, new Client(rules.listener(), wire.remote(), wire.local()), rules, this, after);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try (wire) {
            wire.introduce(passage.client());
            hear();
        } catch (IOException e) {
            passage.say(End.CLIENT_RESET, Failures.words(e));
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            passage.broken(e);
        } finally {
            settle();
            passage.end(End.CLIENT_CLOSED, "");
        }
    }

    /** What the first bytes say comes before any judgement. */
    private void hear() throws IOException {
        Opening opening = rules.opening();
        if (opening == null) {
            judge(wire);
            return;
        }
        FirstBytes first = new FirstBytes(wire, opening.most());
        hearing = first;
        phase = Phase.HEARING;
        switch (first.hear(opening, passage.client())) {
            case Opening.Done done -> {
                passage.opened(done);
                judge(first);
            }
            case Opening.Bad bad when first.isEmpty() -> passage.say(End.CLIENT_CLOSED, "without a byte");
            case Opening.Bad bad -> passage.say(first.isSilent() ? End.HANDSHAKE : End.MALFORMED, bad.reason());
            case Opening.More more -> throw new IllegalStateException("it is asked until it is content");
        }
    }

    private void judge(Wire front) throws IOException {
        phase = Phase.JUDGING;
        Decision not = enter();
        if (not == null) {
            welcome(passage.guest(), front);
        } else {
            refuse(not);
        }
    }

    private void welcome(Visit guest, Wire front) throws IOException {
        phase = Phase.GREETING;
        chain(rules.settings().filters().iterator(), ready -> serve(guest, ready))
                .handle(new Connection(passage.client(), front, null, null));
        passage.say(End.CLIENT_CLOSED, "a filter ended it");
    }

    /** The filters that are left, one around the other, and in the middle the last step. */
    private static Filter.Next chain(Iterator<Filter> filters, Filter.Next last) {
        if (!filters.hasNext()) {
            return last;
        }
        Filter first = filters.next();
        Filter.Next rest = chain(filters, last);
        return connection -> first.handle(connection, rest);
    }

    /** Asks for one server after the other until one answers, then moves bytes. */
    private void serve(Visit guest, Connection front) {
        if (phase != Phase.GREETING) {
            throw new IllegalStateException("a filter went on twice");
        }
        phase = Phase.CHOOSING;
        if (front.pool() != null) {
            guest.divert(rules.dispatcher().pool(front.pool()));
        }
        Decision decision = seat(guest);
        while (decision instanceof Lease) {
            phase = Phase.CONNECTING;
            Failure failure = attempt(front.wire(), guest);
            if (failure == null) {
                return;
            }
            phase = Phase.CHOOSING;
            decision = guest.failed(failure.blame(), failure.reason());
            if (passage.isOver()) {
                return;
            }
        }
        refuse(decision);
    }

    /** Asks to be let in, and waits for as long as it is told to. */
    private @Nullable Decision enter() {
        Decision not = passage.enter();
        while (not instanceof Decision.Wait wait && !passage.isOver()) {
            await(wait, Phase.JUDGING);
            not = passage.enter();
        }
        return not;
    }

    /** Asks for a seat, and waits for its turn where all are taken. */
    private Decision seat(Visit guest) {
        Decision decision = passage.ask(guest);
        while (decision instanceof Decision.Wait wait && !passage.isOver()) {
            await(wait, Phase.CHOOSING);
            decision = passage.again();
        }
        return decision;
    }

    private void await(Decision.Wait wait, Phase next) {
        phase = Phase.WAITING;
        long begun = System.nanoTime();
        while (!woken && !passage.isOver() && System.nanoTime() - begun < wait.nanos()) {
            LockSupport.parkNanos(this, wait.nanos() - (System.nanoTime() - begun));
        }
        woken = false;
        waited = waited + System.nanoTime() - begun;
        phase = next;
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public void wake(Flow flow) {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Why an attempt failed. */
    private record Failure(Lease.Blame blame, String reason) {}

    /** One connect and, if it is answered, the whole relay; null when the client was served. */
    private @Nullable Failure attempt(Wire front, Visit guest) {
        LivePool pool = guest.pool();
        try (Wire back = rules.dialer().dial(guest, rules.options())) {
            dialledAt = rules.host().clock().nanos();
            dialled = back;
            if (passage.isOver()) {
                back.reset(); // whoever cut the session just now did not know of this wire yet
                return null;
            }
            introduce(guest, back);
            chain(pool.settings().filters().iterator(), ready -> relay(front, ready.wire(), guest))
                    .handle(new Connection(passage.client(), back, pool.name, guest.server()));
            return relay == null ? new Failure(Lease.Blame.SERVER, "a filter gave up") : null;
        } catch (LocalFailure e) {
            Lease.Blame blame = e.exhausted() ? Lease.Blame.EXHAUSTED : Lease.Blame.LOCAL;
            return relay == null ? new Failure(blame, Failures.words(e)) : null;
        } catch (IOException e) {
            return relay == null ? new Failure(Lease.Blame.SERVER, Failures.words(e)) : null;
        }
    }

    /** What the server is sent before the client's bytes. */
    private static void introduce(Visit guest, Wire back) throws IOException {
        int most = guest.preambleMost();
        if (most > 0) {
            ByteBuffer words = ByteBuffer.allocate(most);
            guest.preamble(words);
            back.write(words.flip());
        }
    }

    private void relay(Wire front, Wire back, Lease lease) {
        if (relay != null) {
            throw new IllegalStateException("a filter went on twice");
        }
        lease.answered();
        Relay both = new Relay(passage, front, back, lease);
        relay = both;
        phase = Phase.RELAYING;
        if (passage.isOver()) {
            both.cut(); // whoever cut the session just now did not know of the server yet
        }
        both.run();
    }

    private void refuse(Decision why) {
        switch (why) {
            case Decision.Nobody nobody -> passage.say(nobody.end(), nobody.reason());
            case Decision.Denied denied -> deny(denied);
            case Decision.Wait wait -> {} // it was cut while it waited, and has said why
            case Lease lease -> throw new IllegalStateException("a lease is no refusal");
        }
    }

    private void deny(Decision.Denied denied) {
        passage.say(denied.end(), denied.verdict().reason());
        switch (denied.verdict().how()) {
            case DENY -> {}
            case RESET, DROP -> wire.reset();
            case TARPIT -> hold();
        }
    }

    /** Answers nothing until the client has enough or {@link #tick} finds that it was long enough. */
    private void hold() {
        phase = Phase.HELD;
        ByteBuffer dustbin = ByteBuffer.allocate(256);
        try {
            while (wire.read(dustbin.clear()) >= 0) {
                // what a client says here is of no interest
            }
        } catch (IOException e) {
            // the client went, or its time is over: both are what the tarpit is for
        }
    }

    /**
     * Looks at the clock: called a few times a second.
     *
     * @return the thread, if it is where it must be quick: with a guard, a policy, or a filter or observer when all is
     *     over
     */
    @Nullable Thread tick(long now) {
        ListenerSettings limits = rules.settings();
        long age = passage.age(now) - waited;
        Relay both = relay;
        FirstBytes first = hearing;
        if (both != null) {
            both.tick(now, limits.idle().toNanos(), limits.halfClosed().toNanos());
        } else if (phase == Phase.HEARING && first != null) {
            if (age > rules.terms().times().handshake()) {
                first.silence();
            }
        } else if (phase.compareTo(Phase.CHOOSING) < 0
                && phase != Phase.HELD
                && age > limits.handshake().toNanos()) {
            passage.cut(End.HANDSHAKE, "no complete handshake");
        } else if (phase == Phase.CONNECTING && dialled != null && now - dialledAt > passage.connectNanos()) {
            hangUp(); // its filters have waited for the server for as long as a connect may take
        } else if (phase == Phase.HELD && age > limits.tarpit().toNanos()) {
            wire.reset();
        }
        boolean quick = phase == Phase.JUDGING || phase == Phase.CHOOSING;
        return quick || (passage.isOver() && phase != Phase.HELD) ? thread : null;
    }

    /** Ends it at once, both wires with a reset. */
    @Override
    public void cut(Flow flow) {
        wire.reset();
        LockSupport.unpark(thread);
        hangUp();
        Relay both = relay;
        if (both != null) {
            both.cut();
        }
    }

    private void hangUp() {
        Wire back = dialled;
        if (back != null) {
            back.reset();
        }
    }

    /** Hands on what was moved. */
    void settle() {
        Relay both = relay;
        if (both != null) {
            both.settle();
        }
    }

    /** Where it is in its life, in a word. */
    String phase() {
        return phase.name().toLowerCase(Locale.ROOT);
    }
}
