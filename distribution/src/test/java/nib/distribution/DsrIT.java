package nib.distribution;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nib.testkit.Deadline;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Direct server return between real clients and servers, each in a network namespace; sent on by Nib, and by the kernel. */
@ParameterizedClass
@ValueSource(strings = {"packet", "kernel"})
class DsrIT {
    private static final long THREE_SECONDS = 3_000_000_000L;
    private static final Set<String> CLIENTS = Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9");

    @Parameter
    private String way;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();
    private @Nullable Lab made;

    @BeforeEach
    void build() throws Exception {
        made = open.keep(Lab.open(folder));
        lab().serve("server1");
        lab().serve("server2");
    }

    private Lab lab() {
        return requireNonNull(made);
    }

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Nib house(String more) throws IOException {
        return open.keep(Nib.run(folder, """
                listeners:
                  web: { bind: "dsr-tcp://192.0.2.80:80", pool: app%1$s }
                  dns: { bind: "dsr-udp://192.0.2.80:53", pool: app%1$s }
                  web6: { bind: "dsr-tcp://[2001:db8:1::80]:80", pool: app6 }
                  dns6: { bind: "dsr-udp://[2001:db8:1::80]:53", pool: app6 }
                pools:
                  app:
                    policy: maglev
                    probe: { connect: { every: 300ms, timeout: 200ms, fall: 2, rise: 1 } }
                    servers:
                      - { name: one, address: "192.0.2.31:80" }
                      - { name: two, address: "192.0.2.32:80" }
                  app6:
                    policy: maglev
                    probe: { connect: { every: 300ms, timeout: 200ms, fall: 2, rise: 1 } }
                    servers:
                      - { name: one, address: "[2001:db8:1::31]:80" }
                      - { name: two, address: "[2001:db8:1::32]:80" }
                observers: [ access-log: { file: access.log, format: json } ]
                drain: 0s
                engines: [ dsr: { way: %2$s, tarpit: [192.0.2.128/25, "2001:db8:1::ff00/120"] } ]
                """.formatted(more, way), lab().at("balancer")));
    }

    private Map<String, String> ask(String how) throws Exception {
        boolean six = how.endsWith("6");
        return how.startsWith("TCP") ? lab().get(six) : lab().dig(six);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TCP4", "UDP4", "TCP6", "UDP6"})
    void clientsReachServersByTheirOwnAddressAndStayWithThem(String how) throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        Map<String, String> servers = ask(how);
        assertEquals(CLIENTS, servers.keySet());
        assertEquals(Set.of("server1", "server2"), new HashSet<>(servers.values()), () -> "both are used: " + servers);
        assertEquals(servers, ask(how));
        assertEquals(0, nib.stop());
    }

    private void awaitServers(Nib nib) {
        assertTrue(Deadline.usual().until(() -> count(nib, "up") == 4));
    }

    /** Servers in that state. */
    private static long count(Nib nib, String state) throws IOException, InterruptedException {
        return nib.ctl("status")
                .out()
                .lines()
                .filter(line -> line.matches(".*\\) +" + state + " .*"))
                .count();
    }

    @Test
    void answersDoNotPassTheBalancer() throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        int size = 20_000_000;
        for (String server : new String[] {"server1", "server2"}) {
            Files.write(folder.resolve(server).resolve("large"), new byte[size]);
        }
        long before = lab().received("balancer");
        String got =
                lab().sh("client", "curl -s http://192.0.2.80/large | wc -c").strip();
        assertEquals(String.valueOf(size), got);
        long passed = lab().received("balancer") - before;
        assertTrue(passed < size / 10, passed + " bytes came by the balancer, of " + size);
    }

    /** The balancer's own stack would look for a way for each packet, or forward it. */
    @Test
    void theBalancersOwnStackSeesNothingOfIt() throws Exception {
        String count = "awk '/^Ip: [0-9]/ {print $4}' /proc/net/snmp";
        String send = "for i in $(seq 100); do echo x; done | socat -b 2 -u - UDP4:192.0.2.80:53";
        Nib nib = house("");
        awaitServers(nib);
        lab().sh("client", send);
        long before = Long.parseLong(lab().sh("balancer", count).strip());
        lab().sh("client", send);
        long seen = Long.parseLong(lab().sh("balancer", count).strip()) - before;
        assertTrue(seen < 50, seen + " packets, of 100 and some answers to probes");
        nib.close();
        assertTrue(
                Deadline.usual().until(() -> {
                    lab().sh("client", send);
                    return Long.parseLong(lab().sh("balancer", count).strip()) - before > 100;
                }),
                "it is gone with Nib");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP4", "TCP6"})
    void theClientsOfAServerThatStopsMoveAndNobodyElse(String how) throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        Map<String, String> before = ask(how);
        lab().stop("server2");
        long stopped = System.nanoTime();
        assertTrue(Deadline.usual().until(() -> count(nib, "DOWN") == 2));
        assertTrue(System.nanoTime() - stopped < THREE_SECONDS);
        Map<String, String> alone = ask(how);
        assertEquals(Set.of("server1"), new HashSet<>(alone.values()), alone::toString);
        lab().serve("server2");
        awaitServers(nib);
        Map<String, String> after = ask(how);
        before.forEach((client, server) -> {
            if (server.equals("server1")) {
                assertEquals("server1", after.get(client), () -> client + " need not move: " + before + after);
            }
        });
    }

    @Test
    void aServerInMaintenanceLosesItsClientsAtOnce() throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        ask("UDP4");
        assertEquals(0, nib.ctl("maint", "app/two").status());
        assertEquals(Set.of("server1"), new HashSet<>(ask("UDP4").values()));
        assertEquals(0, nib.ctl("ready", "app/two").status());
        awaitServers(nib);
        assertTrue(nib.log().stream().anyMatch(line -> line.contains("192.0.2.32 is at ")), "says where it is");
    }

    @Test
    void controlShowsWhereServersAreAndTheirShares() throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        ask("UDP4");
        String engines = nib.ctl("engines").out();
        assertTrue(engines.matches("(?s).*dsr +- +carries +web, dns, web6, dns6\\n.*"), engines);
        for (String server : new String[] {"server1", "server2"}) {
            String hardware =
                    lab().sh(server, "cat /sys/class/net/eth0/address").strip();
            assertTrue(engines.contains("  " + hardware + "\n"), () -> server + " is at " + hardware + ": " + engines);
        }
        assertTrue(engines.matches("(?s).*dsr +eth0 +clients +[1-9].*"), engines);
        assertTrue(engines.matches("(?s).*dsr +eth0 +frames lost +0\\n.*"), engines);
        String status = nib.ctl("status").out();
        assertTrue(status.matches("(?s).*one \\(192.0.2.31:80\\) +up +\\d+ +- +1 \\((49|50)\\.\\d %\\).*"), status);
    }

    @Test
    void guardsDecideOnTheFirstPacket() throws Exception {
        house(", guards: [ acl: { deny: [192.0.2.1/32, 192.0.2.2/31], otherwise: allow } ]");
        assertTrue(Deadline.usual().until(() -> ask("UDP4").containsValue("server2")));
        Map<String, String> servers = ask("UDP4");
        assertEquals("", servers.get("1"));
        assertEquals("", servers.get("3"));
        assertNotEquals("", servers.get("4"));
        assertEquals("", ask("TCP4").get("2"));
    }

    @Test
    void theDoctorSaysWhatIsMissing() throws Exception {
        house("");
        String[] line = {
            Image.STANDARD.command().toString(),
            "doctor",
            folder.resolve("nib.yaml").toString()
        };
        lab().sh("balancer", "sysctl -qw net.ipv4.ip_forward=0");
        Run well = lab().run("balancer", line);
        assertEquals(0, well.status(), well.out());
        assertTrue(well.out().contains("ip address add 2001:db8:1::80/128 dev lo nodad"), well.out());
        lab().sh("balancer", "ip address add 192.0.2.80/24 dev eth0");
        Run ill = lab().run("balancer", line);
        assertEquals(1, ill.status());
        assertTrue(ill.out().contains("  missing  no device of this machine has the address 192.0.2.80"), ill.out());
    }

    /** Enough packets from one port that the kernel knows the client, and then its server stops. */
    @Test
    void aClientThatSendsMuchMovesToo() throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        String ask =
                "dig +short +tries=1 +time=1 -b 192.0.2.3#40000 @192.0.2.80 who TXT | tr -d '\"' | grep server || true";
        String first = lab().sh("client", "for i in 1 2 3 4 5 6 7 8; do " + ask + "; done");
        String server = first.lines().findFirst().orElseThrow();
        assertEquals(8, first.lines().filter(server::equals).count(), first);
        lab().stop(server);
        long stopped = System.nanoTime();
        String other = server.equals("server1") ? "server2" : "server1";
        assertTrue(Deadline.usual().until(() -> lab().sh("client", ask).contains(other)));
        assertTrue(System.nanoTime() - stopped < 2 * THREE_SECONDS, "a question that is not answered takes a second");
    }

    /** A program in the kernel lives as long as the process that attached it. */
    @Test
    void nothingIsLeftOfAProcessThatIsKilled() throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        boolean attached = lab().sh("balancer", "ip link show eth0").contains("xdp");
        assertEquals(way.equals("kernel"), attached);
        nib.close();
        assertTrue(Deadline.usual()
                .until(() -> !lab().sh("balancer", "ip link show eth0").contains("xdp")));
    }

    /** More than a few packets, so that known clients are sent on by whoever is to. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsLargeArrivesWhole(boolean six) throws Exception {
        Nib nib = house("");
        awaitServers(nib);
        for (String server : new String[] {"server1", "server2"}) {
            Files.write(folder.resolve(server).resolve("large"), new byte[5_000_000]);
        }
        String to = six ? "[2001:db8:1::80]" : "192.0.2.80";
        String got =
                lab().sh("client", "curl -s http://" + to + "/large | wc -c").strip();
        assertEquals("5000000", got);
        assertTrue(Deadline.usual()
                .until(() ->
                        nib.ctl("status").out().lines().anyMatch(line -> line.matches(".*up .* [0-9.]+ [kK]i?B .*"))));
    }

    /** The server takes packets out of packets by a program that is not ours; answers go straight to the client. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void serversOfOtherSegmentsGetPacketsInPackets(boolean six) throws Exception {
        String from = six ? "IP6-RECV:41" : "IP4-RECV:4";
        lab().start("server3", "socat", "-u", from, "TUN,iff-no-pi,tun-name=tun0,iff-up");
        lab().serve("server3");
        assertTrue(Deadline.usual()
                .until(() -> lab().run("server3", "sysctl", "-qw", "net.ipv4.conf.tun0.rp_filter=0")
                                .status()
                        == 0));
        lab().sh("server3", "sysctl -qw net.ipv4.conf.all.rp_filter=0");
        Nib nib = open.keep(Nib.run(folder, """
                listeners:
                  web: { bind: "dsr-tcp://192.0.2.80:80", pool: app }
                  web6: { bind: "dsr-tcp://[2001:db8:1::80]:80", pool: app6 }
                pools:
                  app: { policy: maglev, servers: ["192.0.2.33:80"] }
                  app6: { policy: maglev, servers: ["[2001:db8:1::33]:80"] }
                drain: 0s
                engines: [ dsr: { way: %s, tunnel: [192.0.2.33, "2001:db8:1::33"] } ]
                """.formatted(way), lab().at("balancer")));
        String to = six ? "[" + Lab.SERVICE6 + "]" : Lab.SERVICE;
        assertTrue(Deadline.usual()
                .until(() -> lab().sh("client", "curl -s --max-time 2 http://" + to + "/ || true")
                        .startsWith("server3 ")));
        Files.write(folder.resolve("upload"), new byte[300_000]);
        String code = lab().sh(
                        "client",
                        "curl -s --max-time 10 -o /dev/null -w '%{http_code}' --data-binary @"
                                + folder.resolve("upload") + " http://" + to + "/");
        assertEquals("200", code, "who sends too much at once is told, and sends less");
        String engines = nib.ctl("engines").out();
        assertTrue(engines.contains("in packets by way of"), engines);
    }

    /** To a scan that makes connections, and to one that sends a SYN only. */
    @ParameterizedTest
    @ValueSource(strings = {"-sT", "-sS"})
    void theTarpitAnswersAtAddressesOfNobody(String scan) throws Exception {
        house("");
        String seen = lab().sh(
                        "client",
                        "nmap -n -Pn %1$s -p 25,8080 192.0.2.200-201; nmap -6 -n -Pn %1$s -p 25 2001:db8:1::ff07"
                                .formatted(scan));
        assertEquals(5, seen.split("/tcp +open", -1).length - 1, seen);
    }
}
