package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import nib.api.Event;
import nib.api.Ip;
import nib.spi.Host;
import nib.spi.Telling;
import org.jspecify.annotations.Nullable;

/** Learns the hardware addresses of servers and keeps them fresh. The loop's. */
final class Neighbours {
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);
    private static final long FRESH = TimeUnit.SECONDS.toNanos(30);
    private static final long LOST = TimeUnit.SECONDS.toNanos(5);
    private static final long UNUSED = TimeUnit.MINUTES.toNanos(5);
    private static final int TRIES = 3;
    private static final int LARGEST = 65_536;

    private final Map<Ip, Neighbour> all = new TreeMap<>();
    private final Device device;
    private final Out out;
    private final Host host;
    private final Tunnel tunnel;
    private final MemorySegment scratch;

    Neighbours(Device device, Out out, Host host, Tunnel tunnel, Arena arena) {
        this.device = device;
        this.tunnel = tunnel;
        this.out = out;
        this.host = host;
        this.scratch = arena.allocate(LARGEST, 64);
    }

    /**
     * Where frames for a server go, who is asked where it is if that is not known; null if none can go there.
     *
     * @param asking an address to ask from where the device has none
     */
    @Nullable Neighbour of(Ip server, Ip asking, long now) {
        Neighbour one = all.get(server);
        if (one == null && !tunnel.reaches(server)) {
            return null;
        }
        if (one == null) {
            one = tunnel.leadsTo(server)
                    ? new Neighbour(tunnel.router(server), server, asking)
                    : new Neighbour(server, null, asking);
            all.put(server, one);
        }
        one.used = now;
        if (!one.isKnown() && !one.isLost() && !one.isAwaited()) {
            ask(one, now);
        }
        return one;
    }

    private void ask(Neighbour one, long now) {
        one.asked = now;
        one.tries++;
        Ip own = one.ip.isIpv4() ? device.ipv4() : device.ipv6();
        Ip from = own == null ? one.asking : own;
        int length = one.ip.isIpv4()
                ? Arp.write(scratch, Arp.REQUEST, device.hardware(), (int) from.low(), 0, (int) one.ip.low(), true)
                : Discovery.ask(scratch, device.hardware(), from, one.ip);
        out.sendNow(scratch, length);
    }

    /** Somebody says where an address is; whether it was asked. */
    void answered(Ip ip, long hardware, long now) {
        if (!Hardware.isOne(hardware) || hardware == device.hardware()) {
            return;
        }
        for (Neighbour one : all.values()) {
            if (one.ip.equals(ip) && one.isAwaited()) {
                answered(one, hardware, now);
            }
        }
    }

    private void answered(Neighbour one, long hardware, long now) {
        if (one.answer(hardware, now)) {
            tell(false, one.ip + " is at " + Hardware.words(hardware));
        }
        for (byte[] frame = one.held().poll(); frame != null; frame = one.held().poll()) {
            MemorySegment.copy(frame, 0, scratch, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, frame.length);
            Bytes.hardware(scratch, 0, hardware);
            Bytes.hardware(scratch, 6, device.hardware());
            out.sendNow(scratch, frame.length);
        }
    }

    /** Asks again where that is due. */
    void turn(long now) {
        all.values().removeIf(one -> now - one.used > UNUSED);
        for (Neighbour one : all.values()) {
            if (one.isAwaited()) {
                if (now - one.asked > AGAIN) {
                    if (one.tries < TRIES) {
                        ask(one, now);
                    } else if (one.lose(now)) {
                        tell(true, one.ip + " does not say where it is");
                    }
                }
            } else if (now - one.answered > (one.isLost() ? LOST : FRESH)) {
                ask(one, now);
            }
        }
    }

    /** Where everybody is. */
    List<Telling.Fact> facts(long now) {
        List<Telling.Fact> facts = new ArrayList<>();
        all.forEach((server, one) -> {
            String ip = server.toString();
            if (one.behind != null) {
                facts.add(new Telling.Fact(ip, "in packets by way of", one.ip.toString()));
            }
            String where = one.isKnown()
                    ? Hardware.words(one.hardware())
                    : one.isLost() ? "does not say where it is" : "was asked where it is";
            facts.add(new Telling.Fact(ip, "hardware", where));
            if (one.isKnown()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(now - one.answered);
                facts.add(new Telling.Fact(ip, "answered", seconds + " s ago"));
            }
        });
        return facts;
    }

    private void tell(boolean warning, String text) {
        host.tell(new Event.Note("dsr " + device.name(), warning, text));
    }
}
