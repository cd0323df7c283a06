package nib.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nib.spi.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@link Want} where something is wanting: in a process with few descriptors, in a network with few ports. */
@Timeout(120)
class WantTest {
    private static final List<String> OWN_NETWORK = List.of("unshare", "--net", "--user", "--map-root-user");

    @Test
    void takesAFullTableOfDescriptorsAsOurOwnFaultAndGoesOnListening() throws Exception {
        List<String> lines = want("descriptors", List.of("prlimit", "--nofile=120"), "");
        assertEquals(List.of("exhausted: cannot accept on 127.0.0.1:0: Too many open files"), distinct(lines, 1, 4));
        assertEquals("exhausted: cannot connect to 127.0.0.1:0: Too many open files", port(lines.get(4)));
        assertEquals("exhausted: cannot listen on 127.0.0.1:0: Too many open files", lines.get(5));
        assertEquals("accepted 1", lines.get(6));
    }

    @Test
    void takesAWantOfPortsAsOurOwnFault() throws Exception {
        List<String> lines = want(
                "ports", OWN_NETWORK, "ip link set lo up && echo 40000 40003 > /proc/sys/net/ipv4/ip_local_port_range");
        assertEquals(List.of("connected"), distinct(lines, 0, 2));
        assertEquals("ours: cannot connect to 127.0.0.1:500: no local port is left", lines.get(4));
        assertEquals(List.of("connected"), distinct(lines, 5, 7));
        assertEquals("ours: cannot connect to 127.0.0.1:500 from 127.0.0.2:0: no port is left there", lines.get(9));
    }

    @Test
    void tellsOurOwnRoutesFromServersThatAreUnreachable() throws Exception {
        List<String> lines = want(
                "routes",
                OWN_NETWORK,
                "ip link set lo up && ip route add unreachable 10.1.0.0/16 && ip route add prohibit 10.2.0.0/16"
                        + " && ip route add blackhole 10.3.0.0/16");
        assertEquals(
                List.of(
                        "ours: cannot connect to 203.0.113.1:80: Network is unreachable",
                        "ours: cannot connect to [2001:db8::1]:80: Network is unreachable",
                        "theirs: 10.1.0.1:80 is unreachable: No route to host",
                        "ours: cannot connect to 10.2.0.1:80: Permission denied",
                        "ours: cannot connect to 10.3.0.1:80: Invalid argument",
                        "ours: cannot connect to 255.255.255.255:80: Network is unreachable"),
                lines);
    }

    @Test
    void saysThatALowPortNeedsAPrivilege() throws Exception {
        List<String> lines = want("privilege", List.of("unshare", "--user"), "");
        assertEquals(
                List.of("ours: cannot listen on 127.0.0.1:80: permission denied, low ports need a privilege"), lines);
    }

    @Test
    void saysThatThereIsNoIpv6AndServesIpv4() throws Exception {
        List<String> lines = want("ipv6", List.of(), "", "-Djava.net.preferIPv4Stack=true");
        assertEquals(
                List.of(
                        "ours: cannot listen on [::]:0: this machine does not speak that version of IP",
                        "ours: cannot connect to [::1]:9: this machine does not speak that version of IP",
                        "listened"),
                lines);
    }

    /** Runs a program that sets the scene, there a line of shell, and there Java; nothing of it is left behind. */
    private static List<String> want(String what, List<String> scene, String shell, String... options)
            throws IOException, InterruptedException {
        assumeTrue(scene.isEmpty() || run(join(scene, "true")).isEmpty(), () -> "needs " + scene);
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:+UseSerialGC"));
        java.addAll(List.of(options));
        java.addAll(List.of("-cp", path(), Want.class.getName(), what));
        String command = (shell.isEmpty() ? "" : shell + " && ") + "exec \"$0\" \"$@\"";
        return run(join(join(scene, "sh", "-c", command), java.toArray(String[]::new)));
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        List<String> lines = output.lines().toList();
        return status == 0 ? lines : List.of("status " + status + ": " + output);
    }

    private static List<String> join(List<String> first, String... second) {
        return Stream.concat(first.stream(), Stream.of(second)).toList();
    }

    private static List<String> distinct(List<String> lines, int from, int to) {
        return lines.subList(from, to).stream().map(WantTest::port).distinct().toList();
    }

    /** The line with 0 for a port that the system chose. */
    private static String port(String line) {
        return line.replaceAll(":\\d{4,5}", ":0");
    }

    /** The folders of the classes under test, of these tests and of the API. */
    private static String path() {
        return Stream.of(TcpTransport.class, WantTest.class, Transport.class)
                .map(WantTest::folder)
                .collect(Collectors.joining(":"));
    }

    private static String folder(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        String url = String.valueOf(type.getResource("/" + file));
        return url.replaceFirst("^jar:", "").replaceFirst("^file:", "").replaceFirst("!?/" + file + "$", "");
    }
}
