package nib.datagram;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import nib.api.End;
import nib.api.Server;
import nib.spi.Decision;
import nib.spi.Flow;
import nib.spi.Forwarder.Datagrams;
import nib.spi.Lease;
import nib.spi.Lease.Blame;
import nib.spi.Opening;
import nib.spi.Pace;
import org.jspecify.annotations.Nullable;

/**
 * A client's address and port and the address that it wrote to, at one server at a time.
 *
 * <pre>
 *   begun --opening, decide, dial--> SILENT --answer--> ANSWERED --the client goes on--> TALKING
 *     |                                |  ^--- port unreachable: another server ----/       |
 *     \----------- end -----------------+----------------------- end ----------------------/--> over
 * </pre>
 *
 * It belongs to the loop of its table, but for {@link #cut}.
 *
 * @param <O> what the loop must know of the client to answer it
 */
public final class Session<O> implements Flow.Carrier {
    /** Bytes of the last unanswered datagram that are kept for another server. */
    private static final int KEPT = 1500;

    private static final long PATIENCE = 1_000_000_000L;

    final Peers peers;
    final Era<O> era;

    @Nullable Session<O> chained;

    @Nullable Session<O> before;

    @Nullable Session<O> after;

    long moved;
    private final Table<O> table;
    private final Datagrams limits;
    private final O origin;
    private Era.Rank rank = Era.Rank.SILENT;
    private @Nullable Flow flow;
    private @Nullable Lease lease;
    private @Nullable Line line;
    private byte @Nullable [] kept;
    private boolean seated;
    private boolean greeted;
    private boolean answered;
    private boolean over;
    private long requests;
    private long responses;
    private int unanswered;
    private long asked;

    Session(Table<O> table, Peers peers, Era<O> era, O origin, Datagrams limits) {
        this.table = table;
        this.peers = peers;
        this.era = era;
        this.origin = origin;
        this.limits = limits;
    }

    /** How to answer the client. */
    public O origin() {
        return origin;
    }

    /** Finds a server; whether there is one. What the opening consumed is taken off the datagram. */
    boolean open(Flow begun, @Nullable Opening opening, ByteBuffer first) {
        flow = begun;
        try {
            if (opening == null || hear(begun, opening, first)) {
                seat(begun.decide());
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            broken(e);
        }
        return !over;
    }

    private boolean hear(Flow begun, Opening opening, ByteBuffer first) {
        Opening.Answer answer = Preface.read(opening, first, begun.client());
        if (answer instanceof Opening.Done done) {
            begun.opened(done);
            return true;
        }
        end(End.MALFORMED, answer instanceof Opening.Bad bad ? bad.reason() : "its first datagram is not whole");
        return false;
    }

    /** Connects to the server of a lease or of another, or ends. */
    private void seat(Decision first) {
        Decision decision = first;
        while (decision instanceof Lease one) {
            lease = one;
            try {
                Line dialled = table.dial(this, one);
                if (over) { // it was itself what could be spared best
                    dialled.close();
                    return;
                }
                line = dialled;
                greeted = false;
                answered = false;
                if (!seated) {
                    seated = true;
                    table.seated(this, rank);
                }
                return;
            } catch (Refusal refusal) {
                decision = one.failed(refusal.blame(), refusal.reason());
            }
        }
        lease = null;
        switch (decision) {
            case Decision.Denied denied -> end(denied.end(), denied.verdict().reason());
            case Decision.Wait wait -> throw new IllegalStateException("datagrams do not wait");
            case Decision.Nobody nobody -> end(nobody.end(), nobody.reason());
            case Lease never -> throw new AssertionError(never);
        }
    }

    /** Sends a datagram of the client to its server, or to another if that one is gone. */
    void request(ByteBuffer datagram, long now) {
        if (!isInTime(datagram)) {
            return;
        }
        if (isMute(now)) {
            kept = null;
            move("answered nothing to " + unanswered + " datagrams, and nobody else");
        }
        send(datagram);
        if (!over) {
            asked(datagram, now);
        }
    }

    /** Whether there is time for one more of the client's: what comes too quickly is dropped. */
    private boolean isInTime(ByteBuffer datagram) {
        Pace pace = requireNonNull(lease).upload();
        return pace == null || pace.admits(datagram.remaining());
    }

    /** Once a server has answered, nothing is kept for another, and what follows may be sent together. */
    private void send(ByteBuffer datagram) {
        while (!over) {
            Line one = requireNonNull(line);
            ByteBuffer whole = addressed(datagram);
            if ((answered ? one.sendSoon(whole) : one.send(whole)) != Line.Sent.REFUSED) {
                return;
            }
            if (isStill(one)) {
                refused(Unsent.NOTHING);
            }
        }
    }

    /** Whether a line was not left while it sent what it had taken before. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isStill(Line one) {
        return line == one;
    }

    private ByteBuffer addressed(ByteBuffer datagram) {
        Lease one = requireNonNull(lease);
        boolean plain = one.preambleMost() == 0 || (greeted && !one.preambleOnEvery());
        greeted = true;
        return plain ? datagram : table.letter.write(one, datagram);
    }

    private void asked(ByteBuffer datagram, long now) {
        int bytes = datagram.remaining();
        if (unanswered == 0) {
            asked = now;
        }
        unanswered++;
        requests++;
        if (!answered) {
            kept = bytes > KEPT ? null : copy(datagram);
        }
        requireNonNull(flow).count(bytes, 0);
        touch(rank == Era.Rank.SILENT ? rank : Era.Rank.TALKING, now);
        if (limits.requests() > 0 && requests >= limits.requests()) {
            table.full(this);
        }
    }

    private static byte[] copy(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        return bytes;
    }

    private void touch(Era.Rank next, long now) {
        era.queue(rank).remove(this);
        rank = next;
        moved = now;
        era.queue(rank).add(this);
    }

    /** Whether the server should have answered by now. */
    private boolean isMute(long now) {
        return limits.responses() > 0
                && unanswered >= Silence.ENOUGH
                && now - asked >= PATIENCE
                && table.silence(server()).since(asked);
    }

    private Server server() {
        return requireNonNull(lease).server();
    }

    /** Whether there is time to pass one more of the server's on; what comes too quickly is to be dropped. */
    public boolean mayAnswer(int bytes) {
        Pace pace = lease == null ? null : lease.download();
        return pace == null || pace.admits(bytes);
    }

    /** The server has answered; that goes to the client. */
    void response(int bytes, long now) {
        if (!answered) {
            answered = true;
            kept = null;
            requireNonNull(lease).answered();
        }
        if (limits.responses() > 0) {
            table.silence(server()).answered(now);
        }
        unanswered = 0;
        responses++;
        requireNonNull(flow).count(0, bytes);
        touch(rank == Era.Rank.SILENT ? Era.Rank.ANSWERED : rank, now);
        if (limits.responses() > 0 && responses >= limits.responses() * requests) {
            end(End.SERVER_CLOSED, "all was answered");
        }
    }

    /** Nobody listens at the server; another gets what was not sent to it. */
    void refused(Unsent unsent) {
        move("its port is unreachable");
        while (!over && !unsent.isEmpty()) {
            send(unsent.take());
        }
    }

    private void move(String reason) {
        Lease one = requireNonNull(lease);
        hangUp();
        seat(one.failed(Blame.SERVER, one.address() + ": " + reason));
        byte[] again = kept;
        if (!over && again != null) {
            Line.Sent sent = requireNonNull(line).send(addressed(ByteBuffer.wrap(again)));
            greeted = sent != Line.Sent.REFUSED;
        }
    }

    private void hangUp() {
        Line old = line;
        line = null;
        if (old != null) {
            old.close();
        }
    }

    /** Nothing has moved for the idle time. A server that owes answers and gave none to anybody is to blame. */
    void expire() {
        Lease one = lease;
        if (one != null && limits.responses() > 0 && unanswered > 0 && responses == 0) {
            try {
                if (table.silence(one.server()).missed(asked)) {
                    Decision unused = one.failed(Blame.SERVER, one.address() + ": answered nobody");
                    lease = unused instanceof Lease other ? other : null;
                }
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                broken(e);
            }
        }
        end(End.IDLE, "");
    }

    void broken(Throwable e) {
        end(End.PLUGIN_ERROR, String.valueOf(e.getClass().getName()));
    }

    @Override
    public void cut(Flow whose) {
        table.post(() -> end(End.CUT, ""));
    }

    /** Ends it; again does nothing. */
    void end(End how, String reason) {
        if (!over) {
            over = true;
            hangUp();
            if (seated) {
                era.queue(rank).remove(this);
            }
            table.ended(this);
            requireNonNull(flow).end(how, reason);
        }
    }
}
