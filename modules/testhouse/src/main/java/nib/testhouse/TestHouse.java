package nib.testhouse;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import nib.config.Problem;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.House;
import nib.kernel.Plan;
import nib.kernel.Planner;
import nib.kernel.Status;
import nib.spi.Provider;
import nib.testkit.EventRecorder;

/**
 * A whole Nib within a test: it reads a configuration, listens, and balances, as the program does, with the plugin under
 * test among its parts. Beside that plugin it has those of the class path and the module path; with this artifact these
 * are {@code tcp} and the policies of Nib.
 *
 * <pre>{@code
 * try (EchoServer server = EchoServer.start("one");
 *         TestHouse house = TestHouse.open("""
 *                 listeners:
 *                   web: { bind: "tcp://127.0.0.1:0", pool: app }
 *                 pools:
 *                   app: { policy: my-policy, servers: ["%s"] }
 *                 """.formatted(server.address()), new MyPolicyProvider())) {
 *     assertEquals("hello", house.say("web", "hello"));
 *     house.events().await(Event.ConnectionEnded.class);
 * }
 * }</pre>
 *
 * Listen on port 0: the system chooses a free one, and {@link #address} says which. Methods may be called by any thread;
 * what waits gives up after ten seconds.
 */
public final class TestHouse implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Planner planner;
    private final EventRecorder events;
    private final House house;

    private TestHouse(Planner planner, EventRecorder events, House house) {
        this.planner = planner;
        this.events = events;
        this.house = house;
    }

    /**
     * Starts a house.
     *
     * @param configuration as a file would say it
     * @param plugins the plugin under test, and others; a word that one of them has is theirs, whatever else is there
     * @throws AssertionError with every problem of the configuration, a line for each
     * @throws IOException if the house cannot start, because an address is taken, for instance
     */
    public static TestHouse open(String configuration, Provider<?, ?>... plugins) throws IOException {
        Planner planner = new Planner(Surroundings.with(List.of(plugins)));
        EventRecorder events = new EventRecorder();
        Plan plan = plan(planner, configuration, Optional.empty());
        return new TestHouse(planner, events, House.open(plan.observedBy(events)));
    }

    /**
     * What is wrong with a configuration, as {@code nib check} says it: {@code nib.yaml:4:5: ...}, a line for each;
     * empty if it is good. Nothing is started.
     */
    public static List<String> problems(String configuration, Provider<?, ?>... plugins) {
        Problems problems = new Problems();
        new Planner(Surroundings.with(List.of(plugins)))
                .plan(Source.of("nib.yaml", configuration), Optional.empty(), problems);
        return lines(problems);
    }

    private static Plan plan(Planner planner, String configuration, Optional<Plan> before) {
        Problems problems = new Problems();
        return planner.plan(Source.of("nib.yaml", configuration), before, problems)
                .orElseThrow(() -> new AssertionError(String.join("\n", lines(problems))));
    }

    private static List<String> lines(Problems problems) {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    /**
     * Brings another configuration into force, as a reload does: what is equal in both stays as it is, and connections
     * that are open go on.
     *
     * @throws AssertionError with every problem of the configuration; then nothing has changed
     */
    public void reload(String configuration) throws IOException {
        house.apply(plan(planner, configuration, Optional.of(house.plan())).observedBy(events));
    }

    /** Where a listener can be reached. */
    public InetSocketAddress address(String listener) {
        return house.status().listeners().stream()
                .filter(one -> one.name().equals(listener))
                .map(one -> Address.parse(one.address()))
                .filter(Address.Inet.class::isInstance)
                .map(one -> ((Address.Inet) one).toSocket())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no listener " + listener + " with an IP address"));
    }

    /** Connects to a listener, as a client would; reading gives up after ten seconds. */
    public Socket connect(String listener) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address(listener), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects, says something, ends the stream, and hears the answer to its end. */
    public String say(String listener, String text) throws IOException {
        try (Socket socket = connect(listener)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Connects, says nothing, and hears what comes to its end; for servers that speak first, and for closed doors. */
    public String visit(String listener) throws IOException {
        try (Socket socket = connect(listener)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What has happened since the start: connections that ended and why, servers that changed, plugins that failed. */
    public EventRecorder events() {
        return events;
    }

    /** What is to be seen now, as {@code nib ctl status} shows it. */
    public Status status() {
        return house.status();
    }

    /** The plan in force, with its parts. */
    public Plan plan() {
        return house.plan();
    }

    /** Stops: listeners at once, connections after ten seconds at most. */
    @Override
    public void close() {
        house.stop(PATIENCE);
    }
}
