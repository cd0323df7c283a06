package nib.distribution;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Servers see the clients' own addresses, by every engine. */
@ParameterizedClass
@ValueSource(strings = {"epoll mmsg", "threads udp"})
class TransparentIT {
    private static final Set<String> ONE = Set.of("server1");

    @Parameter
    private String engines;

    @TempDir
    Path folder;

    private final Belongings open = new Belongings();
    private @Nullable Lab made;

    @BeforeEach
    void build() throws Exception {
        made = open.keep(Lab.open(folder));
        lab().serve("server1");
        lab().sh("balancer", "ip address add 192.0.2.80/24 dev eth0; ip address add 2001:db8:1::80/64 dev eth0 nodad");
        for (int i = 1; i < 10; i++) {
            lab().sh("server1", "ip route add 192.0.2." + i + " via 192.0.2.20");
            lab().sh("server1", "ip route add 2001:db8:1::" + i + " via 2001:db8:1::20");
        }
    }

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Lab lab() {
        return requireNonNull(made);
    }

    /** Has the network of the balancer bring answers back. */
    private void divert() throws Exception {
        assertEquals(0, doctor("--apply").status());
    }

    @Test
    void theDoctorSeesWhatIsMissingAndWhatIsThere() throws Exception {
        house("");
        assertEquals(1, doctor().status(), "nothing is there");
        divert();
        Run again = doctor();
        assertEquals(0, again.status(), again.out());
        assertTrue(again.out().contains("  ok       packets for transparent sockets are marked"), again.out());
    }

    private Run doctor(String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(Image.STANDARD.command().toString(), "doctor"));
        line.addAll(List.of(options));
        line.add(folder.resolve("nib.yaml").toString());
        return lab().run("balancer", line.toArray(String[]::new));
    }

    private Nib house(String more) throws Exception {
        lab().sh(
                        "client",
                        "cd " + folder + "; openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                                + " -days 2 -subj /CN=app.example -keyout app.key -out app.crt 2>/dev/null");
        String[] words = engines.split(" ", -1);
        return open.keep(Nib.run(folder, """
                listeners:
                  web: { bind: "tcp://192.0.2.80:80", engine: %1$s, pool: web }
                  web6: { bind: "tcp://[2001:db8:1::80]:80", engine: %1$s, pool: web6 }
                  tls: { bind: "tcp://192.0.2.80:443", filters: [ tls: { certificates: [ { certificate: app.crt, key: app.key } ] } ], pool: web }
                  dns: { bind: "udp://192.0.2.80:53", engine: %2$s, pool: names }
                  dns6: { bind: "udp://[2001:db8:1::80]:53", engine: %2$s, pool: names6 }
                drain: 0s
                pools:
                  web: { policy: first, transparent: true, servers: ["192.0.2.31:80"]%3$s }
                  web6: { policy: first, transparent: true, servers: ["[2001:db8:1::31]:80"]%3$s }
                  names: { policy: first, transparent: true, servers: ["192.0.2.31:53"]%3$s }
                  names6: { policy: first, transparent: true, servers: ["[2001:db8:1::31]:53"]%3$s }
                """.formatted(words[0], words[1], more), lab().at("balancer")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerSeesTheClient(boolean six) throws Exception {
        Nib nib = house("");
        divert();
        Map<String, String> web = lab().get(six);
        assertEquals(ONE, Set.copyOf(web.values()), web::toString);
        Map<String, String> names = lab().dig(six);
        assertEquals(ONE, Set.copyOf(names.values()), names::toString);
        assertEquals(0, nib.stop());
    }

    @Test
    void theServerSeesTheClientBehindTls() throws Exception {
        house("");
        divert();
        String seen = lab().sh("client", "curl -sk --max-time 3 --interface 192.0.2.7 https://192.0.2.80/");
        assertEquals("server1 192.0.2.7", seen.strip());
    }

    @Test
    void theServerSeesThePortTooWhereThatIsWanted() throws Exception {
        house(", transparent-port: true");
        divert();
        lab().start(
                        "server1",
                        "socat",
                        "TCP4-LISTEN:8081,fork,reuseaddr",
                        "SYSTEM:echo $SOCAT_PEERADDR:$SOCAT_PEERPORT");
        String seen =
                lab().sh("client", "curl -s --max-time 3 --interface 192.0.2.7 --local-port 45678 http://192.0.2.80/");
        assertEquals("server1 192.0.2.7", seen.strip());
    }

    @Test
    void withoutAWayBackNobodyConnects() throws Exception {
        Nib nib = house(", connect: 1s");
        assertTrue(lab().get(false).values().stream().allMatch(String::isEmpty), "answers do not come back");
        assertTrue(Deadline.usual()
                .until(() -> nib.log().stream()
                        .anyMatch(line -> line.contains("192.0.2.31:80") && line.contains("suspect"))));
    }
}
