package nib.epoll;

import static nib.linux.Epoll.EPOLLERR;
import static nib.linux.Epoll.EPOLLOUT;

import java.lang.foreign.MemorySegment;
import nib.api.End;
import nib.linux.Sockets;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Pace;
import org.jspecify.annotations.Nullable;

/**
 * Both directions between a client and its server.
 *
 * <pre>
 *   OPEN --one ends, or its reader is gone--> HALF --the other ends--> DONE
 *     \-------one side resets------------------+---------------------> CLIENT_CUT, SERVER_CUT
 * </pre>
 *
 * What ends on one side is ended on the other as soon as everything has been passed on.
 */
final class Exchange {
    private final Stream up = new Stream();
    private final Stream down = new Stream();
    private final Forwarder.FastClose fast;
    private @Nullable End first;
    private boolean half;
    private boolean failing;
    private boolean shutUp;
    private boolean shutDown;

    /** @param fast whose end is the end of both, once it has been passed on */
    Exchange(Forwarder.FastClose fast) {
        this.fast = fast;
    }

    /** What became of an attempt to move bytes both ways. */
    enum Outcome {
        /** Nothing more to do before the next event. */
        WAITS,
        /** There is more; others come first. */
        UNFINISHED,
        /** Both have ended. */
        DONE,
        /** The client reset it. */
        CLIENT_CUT,
        /** The server reset it. */
        SERVER_CUT
    }

    /** Events of the client's descriptor. */
    void fromClient(int events) {
        up.hear(events);
        if ((events & EPOLLOUT) != 0) {
            down.writable();
        }
    }

    /** Events of the server's descriptor. */
    void fromServer(int events) {
        down.hear(events);
        if ((events & EPOLLOUT) != 0) {
            up.writable();
        }
    }

    /** An error is reported on either side while bytes move. */
    void trouble(int events) {
        failing |= (events & EPOLLERR) != 0;
    }

    /** The server is there: what it is sent before anything that is read, and whether small pieces hurry. */
    void begin(byte[] words, boolean noDelay) {
        if (words.length > 0) {
            up.begin(MemorySegment.ofArray(words), 0, words.length);
        }
        if (noDelay) {
            up.noDelay();
        }
        up.readable(); // it mostly is, and asking costs less than waiting to be told
    }

    /** Neither direction is to be quicker than its pace; null for any speed. */
    void slow(Connection whose, @Nullable Pace upload, @Nullable Pace download) {
        up.brake(upload == null ? null : new Brake(upload, whose));
        down.brake(download == null ? null : new Brake(download, whose));
    }

    /** The client's bytes may be there. */
    void readable() {
        up.readable();
    }

    /** Moves what can be moved, both ways, and passes on what has ended. */
    Outcome move(Worker worker, int front, int back) {
        Stream.Outcome there = up.move(worker, front, back);
        Stream.Outcome here = down.move(worker, back, front);
        if (there == Stream.Outcome.CUT) {
            return Outcome.CLIENT_CUT;
        }
        if (here == Stream.Outcome.CUT) {
            return Outcome.SERVER_CUT;
        }
        boolean upDone = there == Stream.Outcome.DONE;
        boolean downDone = here == Stream.Outcome.DONE;
        if (first == null && (upDone || downDone)) {
            first = upDone ? End.CLIENT_CLOSED : End.SERVER_CLOSED;
        }
        if (upDone && downDone) {
            return Outcome.DONE;
        }
        shutUp = passOn(worker, upDone, shutUp, back);
        shutDown = passOn(worker, downDone, shutDown, front);
        half |= up.isEnded() || down.isEnded() || up.isDeaf() || down.isDeaf() || failing;
        if ((shutUp && fast.client()) || (shutDown && fast.server())) {
            return Outcome.DONE;
        }
        boolean more = there == Stream.Outcome.UNFINISHED || here == Stream.Outcome.UNFINISHED;
        return more ? Outcome.UNFINISHED : Outcome.WAITS;
    }

    private static boolean passOn(Worker worker, boolean done, boolean passed, int target) {
        if (done && !passed) {
            Sockets.shutdown(worker.call, target, Sockets.SHUT_WR);
        }
        return done || passed;
    }

    /** Whether something came or went since the last time it was asked; events alone are no sign of life. */
    boolean stirs() {
        boolean upwards = up.stirs();
        boolean downwards = down.stirs();
        return upwards || downwards;
    }

    /** Who ended first, once both have. */
    @Nullable End first() {
        return first;
    }

    /** Whether one direction is over or will be. */
    boolean isHalf() {
        return half;
    }

    /** Whether the client had ended, everything was passed on, and now nobody is left to be answered. */
    boolean isAlone(int events) {
        return shutUp && (events & EPOLLERR) != 0;
    }

    /** Whether the client cannot take everything. */
    boolean isFull() {
        return down.isFull();
    }

    /** Hands on what was moved since the last time. */
    void settle(Flow flow) {
        flow.count(up.count(), down.count());
    }

    /** Gives memory back. */
    void free(Worker worker) {
        up.free(worker);
        down.free(worker);
    }
}
