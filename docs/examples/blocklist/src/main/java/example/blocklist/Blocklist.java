package example.blocklist;

import java.util.List;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Guard;

/** Turns clients away whose address is on a list. Asked by many threads at once. */
final class Blocklist implements Guard {
    private static final Verdict COME_IN = new Verdict.Allow("blocklist: not on the list");
    private static final Verdict STAY_OUT = new Verdict.Deny(Verdict.How.DENY, "blocklist: on the list");

    private final List<Prefix> blocks;

    Blocklist(List<Prefix> blocks) {
        this.blocks = List.copyOf(blocks);
    }

    @Override
    public Verdict check(Client client) {
        // Clients of a Unix socket have no IP address.
        Ip ip = client.ip();
        if (ip != null) {
            for (Prefix block : blocks) {
                if (block.contains(ip)) {
                    return STAY_OUT;
                }
            }
        }
        return COME_IN;
    }
}
