package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/** A client, a balancer and three servers on one segment, each in a network namespace: {@code distribution/lab/lab}. */
final class Lab implements AutoCloseable {
    static final String SERVICE = "192.0.2.80";
    static final String SERVICE6 = "2001:db8:1::80";

    private static final Path SCRIPT = Root.path().resolve("distribution/lab/lab");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "nib" + ProcessHandle.current().pid() + "x" + NUMBERS.incrementAndGet();
    private final List<Process> programs = new ArrayList<>();
    private final Path folder;

    private Lab(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one; where none can be made, the test is skipped.
     *
     * @param folder for files of its programs
     */
    static Lab open(Path folder) throws IOException, InterruptedException {
        Lab lab = new Lab(folder);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
        Run up = Run.of(SCRIPT, "up", lab.name);
        if (up.status() != 0) {
            lab.close();
            Assumptions.abort(
                    "network namespaces cannot be made here: " + up.err().strip());
        }
        return lab;
    }

    /** What stands before a command that is to run at one of them. */
    List<String> at(String who) {
        return List.of(SCRIPT.toString(), "in", name, who);
    }

    /** Runs a command to its end. */
    Run run(String who, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("in", name, who));
        line.addAll(List.of(command));
        return Run.of(SCRIPT, line.toArray(String[]::new));
    }

    /** A line of the shell, which must succeed; what it prints. */
    String sh(String who, String line) throws IOException, InterruptedException {
        Run run = run(who, "/bin/sh", "-c", line);
        assertEquals(0, run.status(), () -> line + ": " + run.err());
        return run.out();
    }

    /** Starts a program that goes on. */
    Process start(String who, String... command) throws IOException {
        List<String> line = new ArrayList<>(at(who));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        programs.add(process);
        return process;
    }

    /** A web server that tells its name and whom it sees, and a name server that tells its name. */
    void serve(String who) throws IOException {
        Path home = Files.createDirectories(folder.resolve(who));
        Files.writeString(home.resolve("nginx.conf"), """
                user root;
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    server {
                        listen 80;
                        listen [::]:80;
                        location / { return 200 "%2$s $remote_addr\\n"; }
                        location /port { return 200 "$remote_port\\n"; }
                        location /large { alias %1$s/large; }
                    }
                }
                """.formatted(home, who));
        start(who, "nginx", "-c", home.resolve("nginx.conf").toString(), "-p", home.toString());
        start(
                who,
                "dnsmasq",
                "--keep-in-foreground",
                "--no-resolv",
                "--no-hosts",
                "--conf-file=/dev/null",
                "--bind-interfaces",
                "--listen-address=" + SERVICE,
                "--listen-address=" + SERVICE6,
                "--listen-address=192.0.2.3" + who.charAt(who.length() - 1),
                "--listen-address=2001:db8:1::3" + who.charAt(who.length() - 1),
                "--txt-record=who," + who,
                "--log-queries",
                "--log-facility=" + home.resolve("queries.log"));
    }

    /** What a name server has written about its clients. */
    String queries(String who) throws IOException {
        Path log = folder.resolve(who).resolve("queries.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Ends what runs there. */
    void stop(String who) throws IOException, InterruptedException {
        assertEquals(0, Run.of(SCRIPT, "stop", name, who).status());
    }

    /** Which server answered each client by TCP: all of them ask at once. */
    Map<String, String> get(boolean six) throws IOException, InterruptedException {
        String to = six ? "[" + SERVICE6 + "]" : SERVICE;
        Map<String, String> servers = new TreeMap<>();
        everybody("curl -s --max-time 2 --interface " + from(six) + " http://" + to + "/")
                .forEach((client, answer) -> {
                    String[] words = answer.split(" ", -1);
                    if (words.length == 2) {
                        assertTrue(words[1].matches(".*[.:]" + client), () -> client + " is seen as " + words[1]);
                    }
                    servers.put(client, words[0]);
                });
        return servers;
    }

    /** Which server answered each client by UDP: all of them ask at once. */
    Map<String, String> dig(boolean six) throws IOException, InterruptedException {
        String to = six ? SERVICE6 : SERVICE;
        Map<String, String> servers =
                everybody("dig +short +tries=1 +time=1 -b " + from(six) + " @" + to + " who TXT | grep '^\"'");
        for (Map.Entry<String, String> one : servers.entrySet()) {
            one.setValue(one.getValue().replace("\"", ""));
            if (!one.getValue().isEmpty()) {
                String seen = "who from " + from(six).replace("$i", one.getKey());
                assertTrue(queries(one.getValue()).contains(seen), () -> seen + ": " + servers);
            }
        }
        return servers;
    }

    private static String from(boolean six) {
        return six ? "2001:db8:1::$i" : "192.0.2.$i";
    }

    /** What a line of the shell prints for each client. */
    private Map<String, String> everybody(String line) throws IOException, InterruptedException {
        String out = sh("client", "for i in 1 2 3 4 5 6 7 8 9; do (echo \"$i $(" + line + ")\") & done; wait");
        Map<String, String> answers = new TreeMap<>();
        out.lines().forEach(one -> answers.put(one.substring(0, 1), one.substring(2)));
        return answers;
    }

    /** Bytes that a host has received on its segment. */
    long received(String who) throws IOException, InterruptedException {
        return Long.parseLong(sh(who, "awk '/eth0:/ {print $2}' /proc/net/dev").strip());
    }

    @Override
    public void close() throws IOException {
        try {
            Run.of(SCRIPT, "down", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        programs.forEach(Process::destroyForcibly);
    }
}
