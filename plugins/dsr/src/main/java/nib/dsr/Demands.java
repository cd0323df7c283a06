package nib.dsr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.Demand;

/** What direct server return needs of the machines, for whoever asks. */
final class Demands {
    private Demands() {}

    static List<Demand> of(DsrSettings settings, List<Address> listening) {
        Set<Ip> services = new LinkedHashSet<>();
        for (Address one : listening) {
            if (one instanceof Address.Inet inet) {
                services.add(inet.ip());
            }
        }
        List<Demand> all = new ArrayList<>();
        services.forEach(ip -> all.add(Demand.here(
                "no device of this machine has the address " + ip, "ip -o address show to " + ip, "\\A\\s*\\z")));
        if (!Screen.isOffered(System.getProperty("os.version", ""))) {
            all.add(Demand.here(
                    "packets for others are not forwarded past Nib", "sysctl -n net.ipv4.ip_forward", "^0"));
        }
        settings.device()
                .ifPresent(name -> all.add(Demand.here(
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
        if (!settings.tunnel().isEmpty()) {
            services.stream().map(Demands::unpacking).distinct().forEach(all::add);
        }
        return all;
    }

    private static Demand unpacking(Ip service) {
        return service.isIpv4()
                ? Demand.ofServers(
                        "where it gets packets in packets, it takes them out (IP in IP)",
                        "ip link set tunl0 up",
                        "sysctl -w net.ipv4.conf.all.rp_filter=0",
                        "sysctl -w net.ipv4.conf.tunl0.rp_filter=0")
                : Demand.ofServers(
                        "where it gets packets in packets, it takes them out (IPv6 in IPv6)", "ip link set ip6tnl0 up");
    }

    private static Demand servers(Ip ip) {
        return Demand.ofServers(
                "it takes packets for " + ip,
                ip.isIpv4() ? "ip address add " + ip + "/32 dev lo" : "ip address add " + ip + "/128 dev lo nodad");
    }
}
