package nib.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What direct server return costs, in the lab of namespaces: datagrams of 18 bytes to servers that drop them, straight, by
 * Debian's pen, by Nib and by the kernel for Nib, in turns. A packet's cost is what the whole machine was busy above the
 * run without a balancer, for each packet that came to a server.
 */
final class DirectReturn {
    private static final double TICKS_A_SECOND = 100;
    private static final String NAME = "bench";
    private static final String SERVICE = "192.0.2.80";
    private static final List<String> SERVERS = List.of("server1", "server2");

    private final Path lab;
    private final Path nib;
    private final Path folder;
    private final int rounds;
    private final int seconds;

    private DirectReturn(Path root, int rounds, int seconds) throws IOException {
        this.lab = root.resolve("distribution/lab/lab");
        this.nib = root.resolve("distribution/target/nib/bin/nib");
        this.folder = Files.createTempDirectory("nib-dsr");
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** What one run was. */
    private record Run(double busy, long sent, long came) {}

    /** {@code ROOT ROUNDS SECONDS}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        DirectReturn one = new DirectReturn(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        one.run("up");
        try {
            one.servers();
            for (int[] load : new int[][] {{50_000, 1}, {0, 1}, {0, 2}}) {
                one.measure(load[0], load[1]);
            }
        } finally {
            one.run("down");
        }
    }

    private void servers() throws IOException, InterruptedException {
        for (String server : SERVERS) {
            in(server, "nft add table inet sink");
            in(server, "nft add chain inet sink input '{ type filter hook input priority 0; }'");
            in(server, "nft add rule inet sink input udp dport 53 drop");
        }
        in("client", "ip neigh flush all");
    }

    private void measure(int rate, int senders) throws IOException, InterruptedException {
        System.out.println((rate == 0 ? "as many as they can" : rate + " a second") + ", " + senders + " sender(s)");
        Map<String, List<Run>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String candidate : List.of(
                    System.getProperty("candidates", "direct,pen,packet,kernel").split(","))) {
                runs.computeIfAbsent(candidate, key -> new ArrayList<>()).add(run(candidate, rate, senders));
            }
        }
        List<Run> direct = runs.getOrDefault("direct", List.of());
        List<Run> pen = runs.getOrDefault("pen", List.of());
        runs.forEach((candidate, all) -> {
            double[] cost = new double[all.size()];
            double[] ratio = new double[all.size()];
            double[] came = new double[all.size()];
            double[] gain = new double[all.size()];
            for (int i = 0; i < all.size(); i++) {
                double base = direct.get(i).busy / direct.get(i).sent;
                cost[i] = micros(all.get(i), base);
                ratio[i] = cost[i] / micros(pen.get(i), base);
                came[i] = (double) all.get(i).came / seconds;
                gain[i] = (double) all.get(i).came / pen.get(i).came;
            }
            System.out.printf(
                    "  %-7s %6.2f us a packet above direct, %s of pen's; %8.0f a second came, %s of pen's; %4.1f %% lost%n",
                    candidate,
                    Spread.of(cost).median(),
                    words(Spread.of(ratio)),
                    Spread.of(came).median(),
                    words(Spread.of(gain)),
                    100 - 100.0 * all.getLast().came / all.getLast().sent);
        });
    }

    private static String words(Spread spread) {
        return "%.2f (%.2f to %.2f)".formatted(spread.median(), spread.lower(), spread.upper());
    }

    private static double micros(Run run, double base) {
        return (run.busy - base * run.sent) * 1e6 / run.came;
    }

    private Run run(String candidate, int rate, int senders) throws IOException, InterruptedException {
        Process balancer = candidate.equals("direct") ? null : start(candidate);
        List<Process> blasts = new ArrayList<>();
        try {
            String to = candidate.equals("direct") ? "192.0.2.31" : SERVICE;
            for (int i = 0; i < senders; i++) {
                blasts.add(blast(to, rate / senders));
            }
            List<BufferedReader> words = blasts.stream()
                    .map(one -> one.inputReader(StandardCharsets.UTF_8))
                    .toList();
            for (BufferedReader one : words) {
                expect(one, "warm");
            }
            long before = came();
            long idleBefore = unused();
            long begun = System.nanoTime();
            for (Process one : blasts) {
                one.getOutputStream().write('\n');
                one.getOutputStream().flush();
            }
            long sent = 0;
            for (BufferedReader one : words) {
                sent += Long.parseLong(expect(one, "sent "));
            }
            double took = (System.nanoTime() - begun) / 1e9;
            double idle = (unused() - idleBefore) / TICKS_A_SECOND;
            return new Run(took * Runtime.getRuntime().availableProcessors() - idle, sent, came() - before);
        } finally {
            blasts.forEach(Process::destroyForcibly);
            if (balancer != null) {
                run("stop", "balancer");
                balancer.destroyForcibly().waitFor();
            }
        }
    }

    private static String expect(BufferedReader from, String word) throws IOException {
        String line = from.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException("expected " + word + ", not " + line);
        }
        return line.substring(word.length());
    }

    private static long unused() throws IOException {
        return ProcStat.unused(Files.readString(Path.of("/proc/stat")));
    }

    /** Datagrams that servers have received. */
    private long came() throws IOException, InterruptedException {
        long sum = 0;
        for (String server : SERVERS) {
            sum += Long.parseLong(
                    in(server, "awk '/eth0:/ {print $3}' /proc/net/dev").strip());
        }
        return sum;
    }

    private Process blast(String to, int rate) throws IOException {
        return new ProcessBuilder(
                        lab.toString(),
                        "in",
                        NAME,
                        "client",
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Blast.class.getName(),
                        to,
                        "53",
                        String.valueOf(rate),
                        String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Process start(String candidate) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(lab.toString(), "in", NAME, "balancer"));
        if (candidate.equals("pen")) {
            line.addAll(
                    List.of("pen", "-f", "-U", "-O", "dsr_if eth0", SERVICE + ":53", "192.0.2.31:53", "192.0.2.32:53"));
        } else {
            Files.writeString(folder.resolve("nib.yaml"), """
                    listeners: { dns: { bind: "dsr-udp://192.0.2.80:53", pool: app } }
                    pools: { app: { policy: { maglev: { key: address-and-port } }, servers: ["192.0.2.31:53", "192.0.2.32:53"] } }
                    engines: [ dsr: { way: %s } ]
                    drain: 0s
                    """.formatted(candidate));
            line.addAll(List.of(nib.toString(), "run", "nib.yaml", "--control", "ctl"));
        }
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String probe = "echo x | socat -u - UDP4:" + SERVICE + ":53,bind=192.0.2.9";
        long before = came();
        while (came() < before + 4) { // until it answers for the service and knows the servers
            if (System.nanoTime() > deadline) {
                throw new IOException(candidate + " forwards nothing: " + Files.readString(folder.resolve("output")));
            }
            String _ = in("client", probe + " || true");
        }
        return process;
    }

    private String in(String who, String command) throws IOException, InterruptedException {
        return run("in", who, "/bin/sh", "-c", command);
    }

    private String run(String verb, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(lab.toString(), verb, NAME));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(line + " ended with " + process.exitValue());
        }
        return out;
    }
}
