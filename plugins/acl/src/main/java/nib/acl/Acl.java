package nib.acl;

import java.util.Set;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Verdict;
import nib.spi.Guard;

/** Judges clients by their address alone. Immutable: a changed list is another guard. */
final class Acl implements Guard {
    private final Ranges ranges;
    private final Verdict elsewhere;
    private final Set<String> pools;

    /**
     * A list.
     *
     * @param otherwise for clients without an IP address: no entry can contain them
     */
    Acl(Ranges ranges, Answer otherwise, Set<String> pools) {
        this.ranges = ranges;
        this.elsewhere = otherwise.verdict(Ranges.BITS);
        this.pools = Set.copyOf(pools);
    }

    @Override
    public Verdict check(Client client) {
        Ip ip = client.ip();
        return ip == null ? elsewhere : ranges.find(ip.high(), ip.low());
    }

    @Override
    public Set<String> pools() {
        return pools;
    }
}
