package nib.dsr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.Demand;

/** What direct server return needs of the machines, for whoever asks. */
final class Demands {
    private Demands() {}

    static List<Demand> of(Optional<String> device, List<Address> listening) {
        Set<Ip> services = new LinkedHashSet<>();
        for (Address one : listening) {
            if (one instanceof Address.Inet inet) {
                services.add(inet.ip());
            }
        }
        List<Demand> all = new ArrayList<>();
        services.forEach(ip -> all.add(Demand.here(
                "no device of this machine has the address " + ip, "ip -o address show to " + ip, "\\A\\s*\\z")));
        all.add(Demand.here("packets for others are not forwarded past Nib", "sysctl -n net.ipv4.ip_forward", "^0"));
        device.ifPresent(name -> all.add(Demand.here(
                "frames come as they were sent, and not put together (GRO)",
                "ethtool -k " + name,
                "generic-receive-offload: off",
                "ethtool -K " + name + " gro off")));
        services.forEach(ip -> all.add(servers(ip)));
        if (services.stream().anyMatch(Ip::isIpv4)) {
            all.add(Demand.ofServers(
                    "it tells nobody that it has the address",
                    "sysctl -w net.ipv4.conf.all.arp_ignore=1",
                    "sysctl -w net.ipv4.conf.all.arp_announce=2"));
        }
        return all;
    }

    private static Demand servers(Ip ip) {
        return Demand.ofServers(
                "it takes packets for " + ip,
                ip.isIpv4() ? "ip address add " + ip + "/32 dev lo" : "ip address add " + ip + "/128 dev lo nodad");
    }
}
