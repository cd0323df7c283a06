package nib.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a new client costs while more and more are remembered: our pen and Debian's with the same command line, step by
 * step in turns. Each client comes from an address of its own, once, and hears a byte.
 */
final class Tracked {
    private static final int STEP = 5_000;
    private static final int AT_ONCE = 16;
    private static final int SETTLED = 3_000;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final double TICKS_A_SECOND = 100;

    private final int clients;
    private final PrintStream out;
    private final AtomicInteger address = new AtomicInteger();

    private Tracked(int clients, PrintStream out) {
        this.clients = clients;
        this.out = out;
    }

    /** {@code CLIENTS THEIRS OURS PICTURE}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("pen", args[1]);
        programs.put("Nib", args[2]);
        Map<String, List<Curve.Point>> curves = new Tracked(Integer.parseInt(args[0]), out).measure(programs);
        Files.writeString(
                Path.of(args[3]), new Curve("processor time of a new client, µs", "clients remembered", curves).svg());
    }

    private Map<String, List<Curve.Point>> measure(Map<String, String> programs)
            throws IOException, InterruptedException {
        Map<String, List<Curve.Point>> curves = new LinkedHashMap<>();
        try (ServerSocket server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            Map<String, Subject> subjects = new LinkedHashMap<>();
            try {
                for (Map.Entry<String, String> one : programs.entrySet()) {
                    subjects.put(one.getKey(), Subject.start(one.getValue(), clients, server.getLocalPort()));
                }
                warm(subjects);
                steps(subjects, curves);
            } finally {
                subjects.values().forEach(one -> one.process.destroy());
            }
        }
        return curves;
    }

    /** So that no line begins with what a virtual machine compiles; one address only, so that one client is remembered. */
    private void warm(Map<String, Subject> subjects) throws InterruptedException {
        for (Subject one : subjects.values()) {
            visits(one, SETTLED * 5, false);
        }
    }

    private void steps(Map<String, Subject> subjects, Map<String, List<Curve.Point>> curves)
            throws IOException, InterruptedException {
        for (int known = 0; known < clients; known += STEP) {
            int from = address.get();
            StringBuilder line = new StringBuilder("%,9d".formatted(known));
            for (Map.Entry<String, Subject> one : subjects.entrySet()) {
                address.set(from);
                long before = one.getValue().ticks();
                visits(one.getValue(), STEP, true);
                double micros = (one.getValue().ticks() - before) / TICKS_A_SECOND * 1e6 / STEP;
                curves.computeIfAbsent(one.getKey(), key -> new ArrayList<>()).add(new Curve.Point(known, micros));
                line.append("  %s %6.1f us".formatted(one.getKey(), micros));
            }
            out.println(line);
        }
    }

    private void visits(Subject subject, int count, boolean others) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            crowd.add(Thread.ofPlatform().start(() -> {
                while (left.getAndDecrement() > 0) {
                    visit(subject.port, others ? address.getAndIncrement() : 0);
                }
            }));
        }
        for (Thread one : crowd) {
            one.join();
        }
    }

    /** Of 127.1.0.0 and so on; a reset at the end leaves nothing behind. */
    private static void visit(int port, int number) {
        int high = 1 + (number >> 16);
        byte[] from = {127, (byte) high, (byte) (number >> 8), (byte) number};
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.setSoLinger(true, 0);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            if (socket.getInputStream().read() < 0) {
                throw new IOException("not served");
            }
        } catch (IOException e) {
            throw new IllegalStateException("client " + number + ": " + e.getMessage(), e);
        }
    }

    private static void serve(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.setSoLinger(false, 0);
                    client.getOutputStream().write('x');
                }
            }
        } catch (IOException e) {
            // it is over
        }
    }

    /** A pen that runs. */
    private record Subject(Process process, int port) {
        static Subject start(String program, int clients, int server) throws IOException, InterruptedException {
            int port;
            try (ServerSocket probe = new ServerSocket(0)) {
                port = probe.getLocalPort();
            }
            Process process = new ProcessBuilder(
                            program,
                            "-f",
                            "-c",
                            String.valueOf(2 * clients),
                            "-x",
                            "2000",
                            "-q",
                            "4096",
                            "127.0.0.1:" + port,
                            "127.0.0.1:" + server)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (!listens(port)) {
                if (!process.isAlive()) {
                    throw new IOException(program + " has ended");
                }
                Thread.onSpinWait();
            }
            return new Subject(process, port);
        }

        private static boolean listens(int port) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        /** Hundredths of a second that it has had a processor, user and system, proc(5). */
        long ticks() throws IOException {
            return ProcStat.own(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat")));
        }
    }
}
