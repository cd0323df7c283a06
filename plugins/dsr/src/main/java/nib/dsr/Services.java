package nib.dsr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/** The services of a segment, by address, protocol and port. The loop's. */
final class Services {
    private final List<Service> all = new ArrayList<>();
    private final Map<Ip, Integer> addresses = new HashMap<>();
    private @Nullable Service[] table = new @Nullable Service[8];

    void add(Service service) {
        all.add(service);
        addresses.merge(service.ip(), 1, Integer::sum);
        build();
    }

    void remove(Service service) {
        if (all.remove(service)) {
            addresses.computeIfPresent(service.ip(), (ip, count) -> count == 1 ? null : count - 1);
            build();
        }
    }

    List<Service> all() {
        return List.copyOf(all);
    }

    /** Whether an address is one of a service. */
    boolean has(Ip ip) {
        return addresses.containsKey(ip);
    }

    /** Whose packet that is, or null. */
    @Nullable Service of(Frame frame) {
        Service exact = find(frame, frame.targetPort);
        return exact == null && frame.targetPort != 0 ? find(frame, 0) : exact;
    }

    private @Nullable Service find(Frame frame, int port) {
        int mask = table.length - 1;
        for (int i = place(frame.targetHigh, frame.targetLow, port); ; i++) {
            Service one = table[i & mask];
            if (one == null) {
                return null;
            }
            Ip ip = one.ip();
            if (one.port() == port
                    && ip.low() == frame.targetLow
                    && ip.high() == frame.targetHigh
                    && one.takes(frame.protocol)) {
                return one;
            }
        }
    }

    private static int place(long high, long low, int port) {
        long bits = (high ^ low * 31 + port) * 0x9e3779b97f4a7c15L;
        return (int) (bits >>> 40);
    }

    /** At most half of it is taken, so that a search ends. */
    private void build() {
        table = new @Nullable Service[Math.max(8, Integer.highestOneBit(all.size()) * 4)];
        for (Service one : all) {
            int i = place(one.ip().high(), one.ip().low(), one.port());
            while (table[i & (table.length - 1)] != null) {
                i++;
            }
            table[i & (table.length - 1)] = one;
        }
    }
}
