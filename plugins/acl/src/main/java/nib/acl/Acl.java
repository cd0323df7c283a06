package nib.acl;

import java.util.Set;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Guard;
import org.jspecify.annotations.Nullable;

/** Judges clients by their address alone. Immutable: a changed list is another guard. */
final class Acl implements Guard {
    private static final int ALL_IPV4 = 96;

    private final Ranges ranges;
    private final Verdict elsewhere;
    private final Set<String> pools;

    /**
     * A list.
     *
     * @param otherwise for clients without an IP address: no entry can contain them
     */
    Acl(Ranges ranges, Verdict otherwise, Set<String> pools) {
        this.ranges = ranges;
        this.elsewhere = otherwise;
        this.pools = Set.copyOf(pools);
    }

    @Override
    public Verdict check(Client client) {
        Ip ip = client.ip();
        return ip == null ? elsewhere : ranges.find(ip.high(), ip.low());
    }

    @Override
    public @Nullable Prefix scope(Client client) {
        Ip ip = client.ip();
        if (ip == null) {
            return null;
        }
        int length = Math.max(ranges.scope(ip.high(), ip.low()), ip.isIpv4() ? ALL_IPV4 : 0);
        return new Prefix(Prefix.mask(ip, length), length);
    }

    @Override
    public Set<String> pools() {
        return pools;
    }
}
