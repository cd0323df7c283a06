package nib.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.Address;
import nib.spi.Demand;
import nib.spi.Demanding;
import nib.spi.Forwarder;

/** What a plan needs of machines, beside what Nib does itself. */
public final class Demands {
    private static final String MARK = "1";
    private static final String TABLE = "100";

    private Demands() {}

    /** Of engines and of pools, each demand once. Opens nothing. */
    public static List<Demand> of(Plan plan) {
        List<Demand> all = new ArrayList<>();
        Map<Forwarder, List<Address>> carried = new LinkedHashMap<>();
        plan.settings().listeners().forEach((name, listener) -> {
            Forwarder engine = plan.choice(name).engine();
            if (engine != null) {
                carried.computeIfAbsent(engine, key -> new ArrayList<>())
                        .add(listener.bind().address());
            }
        });
        carried.forEach((engine, listening) -> {
            if (engine instanceof Demanding demanding) {
                all.addAll(demanding.demands(listening));
            }
        });
        if (plan.settings().pools().values().stream().anyMatch(PoolSettings::transparent)) {
            all.addAll(transparent());
        }
        return all.stream().distinct().toList();
    }

    /** Answers to clients must come to sockets here, although the address is not of this machine: ip(7). */
    private static List<Demand> transparent() {
        List<Demand> all = new ArrayList<>();
        all.add(new Demand(
                Demand.Place.HERE,
                "packets for transparent sockets are marked",
                List.of("nft", "list", "ruleset"),
                "socket transparent 1 .*mark set 0x0*1\\b",
                List.of(
                        List.of("nft", "add", "table", "inet", "nib"),
                        List.of(
                                "nft",
                                "add",
                                "chain",
                                "inet",
                                "nib",
                                "divert",
                                "{ type filter hook prerouting priority mangle; }"),
                        List.of(
                                "nft",
                                "add",
                                "rule",
                                "inet",
                                "nib",
                                "divert",
                                "socket",
                                "transparent",
                                "1",
                                "meta",
                                "mark",
                                "set",
                                MARK,
                                "accept"))));
        for (String family : List.of("-4", "-6")) {
            all.add(Demand.here(
                    "marked packets have a table of routes, IPv" + family.charAt(1),
                    "ip " + family + " rule",
                    "fwmark 0x1 lookup " + TABLE,
                    "ip " + family + " rule add fwmark " + MARK + " lookup " + TABLE));
            all.add(Demand.here(
                    "that table says that every address is here, IPv" + family.charAt(1),
                    "ip " + family + " route show table " + TABLE,
                    "local default dev lo",
                    "ip " + family + " route add local default dev lo table " + TABLE));
        }
        all.add(Demand.ofServers("its way back to clients leads through this machine, as its default route"));
        return all;
    }
}
