package nib.dsr;

import java.util.concurrent.Executor;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Ip;
import nib.api.Verdict;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Forwarder;
import nib.spi.Lease;
import nib.spi.Pace;
import org.jspecify.annotations.Nullable;

/**
 * A listener: an address, TCP or UDP or both, and a port or all of them; and where each of its clients goes. The loop's, but
 * for what the house calls.
 */
final class Service implements Forwarder.Bound {
    /** How long one that is over is remembered, nanoseconds. */
    private static final long OVER = 5_000_000_000L;

    private final Bridge bridge;
    private final Executor loop;
    private final Address.Inet local;
    private final int protocol;
    private final Ages streams = new Ages();
    private final Ages datagrams = new Ages();
    private final Ages closing = new Ages();
    private final Ages over = new Ages();
    private Forwarder.@Nullable Terms terms;
    private @Nullable Desk desk;
    private boolean draining;
    private volatile boolean shut;

    /**
     * A service that is not there yet.
     *
     * @param loop does things soon, one after the other, where frames are taken
     * @param protocol of IP; 0 for TCP and UDP
     */
    Service(Bridge bridge, Executor loop, Address.Inet local, int protocol) {
        this.bridge = bridge;
        this.loop = loop;
        this.local = local;
        this.protocol = protocol;
        over.patience(OVER);
    }

    Ip ip() {
        return local.ip();
    }

    int port() {
        return local.port();
    }

    /** Whether it is for packets of that protocol. */
    boolean takes(int ofPacket) {
        return protocol == 0 || protocol == ofPacket;
    }

    /** Whether the two would answer for the same. */
    boolean overlaps(Service other) {
        return ip().equals(other.ip())
                && (port() == other.port() || port() == 0 || other.port() == 0)
                && (protocol == other.protocol || protocol == 0 || other.protocol == 0);
    }

    @Override
    public Address local() {
        return local;
    }

    @Override
    public void carry(Forwarder.Terms now, Desk where) {
        post(() -> {
            boolean first = desk == null;
            terms = now;
            desk = where;
            streams.patience(now.times().idle());
            datagrams.patience(now.datagrams().idle());
            closing.patience(now.times().halfClosed());
            if (first) {
                bridge.add(this);
            }
        });
    }

    @Override
    public void drain(long nanos) {
        post(() -> draining = true);
    }

    @Override
    public void close() {
        shut = true;
        post(this::shut);
    }

    void post(Runnable work) {
        loop.execute(work);
    }

    /** Whether it is there no more. Any thread. */
    boolean isShut() {
        return shut;
    }

    /** Cuts everything, and is there no more. */
    void shut() {
        draining = true;
        shut = true;
        for (Ages all : new Ages[] {streams, datagrams, closing, over}) {
            for (Track one = all.any(); one != null; one = all.any()) {
                cut(one);
            }
        }
        bridge.remove(this);
    }

    /** A packet for it. */
    void forward(Frame frame, long now) {
        int hash = bridge.tracks.hash(frame);
        Track track = bridge.tracks.find(this, frame, hash);
        if (track != null && track.lease == null && !track.refused && frame.isSyn()) {
            forget(track);
            track = null;
        }
        if (track == null) {
            track = begin(frame, hash, now);
        }
        if (track != null && track.lease != null) {
            pass(track, track.lease, frame, now);
        }
    }

    /** An error about what a server sent: to that server, if it is known. */
    void error(Frame frame) {
        Track track = bridge.tracks.find(this, frame, bridge.tracks.hash(frame));
        Neighbour there = track == null ? null : track.neighbour;
        if (there != null && there.isKnown() && bridge.tunnel.takes(there, frame)) {
            pass(there, frame);
        }
    }

    private @Nullable Track begin(Frame frame, int hash, long now) {
        Desk where = desk;
        if (where == null || draining) {
            return null;
        }
        Client client = client(frame);
        boolean single = terms != null && terms.datagrams().single() && frame.protocol == Frame.UDP;
        if (single || !where.enter()) {
            route(where, client, frame, now);
            return null;
        }
        Track track = new Track(this, frame, hash);
        Flow flow = where.begin(client, track);
        track.flow = flow;
        bridge.tracks.add(track);
        (frame.protocol == Frame.TCP ? streams : datagrams).add(track, now);
        Decision not = seat(track, flow.decide(), now);
        if (not != null) {
            refuse(track, not, frame, now);
        }
        return track;
    }

    private Client client(Frame frame) {
        Address from = new Address.Inet(new Ip(frame.sourceHigh, frame.sourceLow), frame.sourcePort);
        Address to = new Address.Inet(local.ip(), frame.targetPort);
        return new Client(terms == null ? "" : terms.listener(), from, to);
    }

    /** Without a place: one packet goes where its client would go. */
    private void route(Desk where, Client client, Frame frame, long now) {
        if (where.route(client) instanceof Lease lease) {
            Neighbour there = neighbour(lease, now);
            int length = frame.length;
            if (there != null && there.isKnown() && bridge.tunnel.takes(there, frame)) {
                pass(there, frame);
                where.routed(lease, 1, length);
            }
        }
    }

    private void pass(Neighbour there, Frame frame) {
        frame.readdress(bridge.device.hardware(), there.hardware());
        bridge.out.send(frame.memory, frame.at, frame.length);
    }

    /** Where frames for a server go; null if it cannot have them. */
    private @Nullable Neighbour neighbour(Lease lease, long now) {
        return lease.address() instanceof Address.Inet inet && inet.ip().isIpv4() == ip().isIpv4()
                ? bridge.neighbours.of(inet.ip(), ip(), now)
                : null;
    }

    /** Takes the server of a lease, or of another; null if there is one. */
    private @Nullable Decision seat(Track track, Decision first, long now) {
        Decision decision = first;
        while (decision instanceof Lease lease) {
            Neighbour there = neighbour(lease, now);
            if (there == null || lease.preambleMost() > 0) {
                decision = lease.failed(Lease.Blame.LOCAL, lease.address() + " cannot have frames as they are");
            } else if (there.isLost()) {
                decision = lease.failed(Lease.Blame.SERVER, lease.address() + " does not say where it is");
            } else {
                track.lease = lease;
                track.neighbour = there;
                track.answered = false;
                return null;
            }
        }
        return decision;
    }

    private void refuse(Track track, Decision why, Frame frame, long now) {
        track.refused = true;
        switch (why) {
            case Decision.Denied denied -> {
                end(track, denied.end(), denied.verdict().reason(), now);
                answer(denied.verdict().how(), frame);
            }
            case Decision.Nobody nobody -> end(track, nobody.end(), nobody.reason(), now);
            case Decision.Wait wait -> end(track, End.LIMIT, "it cannot wait", now);
            case Lease never -> throw new IllegalStateException("a lease is no refusal");
        }
    }

    private void answer(Verdict.How how, Frame frame) {
        if (how == Verdict.How.RESET && frame.isSyn()) {
            bridge.answers.reset(frame);
        } else if (how == Verdict.How.TARPIT && frame.isSyn()) {
            bridge.answers.welcome(frame);
        }
    }

    private void pass(Track track, Lease lease, Frame frame, long now) {
        Neighbour there = track.neighbour;
        if (!lease.holds() || there == null || there.isLost()) {
            bridge.leave(track);
            track.packets = 0;
            boolean down = !lease.holds();
            Lease.Blame blame = down ? Lease.Blame.LOCAL : Lease.Blame.SERVER;
            String why = lease.address() + (down ? " is down" : " does not say where it is");
            Decision not = seat(track, lease.failed(blame, why), now);
            if (not != null) {
                refuse(track, not, frame, now);
            } else if (track.lease != null) {
                send(track, track.lease, frame, now);
            }
        } else {
            send(track, lease, frame, now);
        }
    }

    private void send(Track track, Lease lease, Frame frame, long now) {
        Pace pace = lease.upload();
        Neighbour there = track.neighbour;
        int length = frame.length;
        if (there == null || (pace != null && !pace.admits(length)) || !bridge.tunnel.takes(there, frame)) {
            return;
        }
        there.used = now;
        if (there.isKnown()) {
            if (!track.answered) {
                track.answered = true;
                lease.answered();
            }
            pass(there, frame);
            boolean simple = pace == null && !frame.isFragment() && there.behind == null;
            if (++track.packets == KnownClients.ENOUGH && simple) {
                bridge.enter(track, there.hardware());
            }
        } else {
            there.hold(frame.bytes());
        }
        track.bytes += length;
        end(track, frame, now);
    }

    /** Whether it goes on after that frame. */
    private void end(Track track, Frame frame, long now) {
        if ((frame.flags & Frame.RST) != 0) {
            end(track, End.CLIENT_RESET, "", now);
        } else if ((frame.flags & Frame.FIN) != 0 && track.ages != null) {
            bridge.leave(track);
            track.ages.remove(track);
            closing.add(track, now);
        } else if (track.ages != null) {
            track.ages.touch(track, now);
        }
    }

    /** It is over, and remembered for a while. */
    private void end(Track track, End how, String why, long now) {
        Flow flow = finish(track);
        if (track.ages != null) {
            track.ages.remove(track);
        }
        over.add(track, now);
        if (flow != null) {
            flow.end(how, why);
        }
    }

    /** It is over, and the next packet of the same client is a new one. */
    void cut(Track track) {
        Flow flow = finish(track);
        forget(track);
        if (flow != null) {
            flow.end(End.CUT, "");
        }
    }

    /** Nothing of it is sent on any more, and everything that was is counted; what is still to be told that it is over. */
    private @Nullable Flow finish(Track track) {
        bridge.leave(track);
        Flow flow = track.flow;
        track.settle();
        track.flow = null;
        track.lease = null;
        return flow;
    }

    /** One that is over is not known any more. */
    private void forget(Track track) {
        if (track.ages != null) {
            track.ages.remove(track);
        }
        bridge.tracks.remove(track);
    }

    /** Ends what has been silent for too long, and hands on what the others have moved. */
    void turn(long now) {
        streams.settle(now);
        datagrams.settle(now);
        closing.settle(now);
        for (Track one = streams.over(now); one != null; one = streams.over(now)) {
            end(one, End.IDLE, "silent", now);
        }
        for (Track one = datagrams.over(now); one != null; one = datagrams.over(now)) {
            end(one, End.IDLE, "silent", now);
        }
        for (Track one = closing.over(now); one != null; one = closing.over(now)) {
            end(one, End.CLIENT_CLOSED, "", now);
        }
        for (Track one = over.over(now); one != null; one = over.over(now)) {
            forget(one);
        }
        if (draining && streams.any() == null && datagrams.any() == null && closing.any() == null) {
            shut();
        }
    }
}
