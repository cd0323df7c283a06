package nib.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.config.Source;
import nib.kernel.Catalog;
import nib.kernel.Plan;
import nib.kernel.Planner;

/** Three servers and a balancer in front of them. */
final class DemoScene implements Closeable {
    private static final int FIRST_PORT = 8080;
    private static final int PORTS = 100;
    private static final List<String> NAMES = List.of("red", "green", "blue");

    private final List<DemoServer> servers;
    private final String configuration;
    private final Steward steward;

    private DemoScene(List<DemoServer> servers, String configuration, Steward steward) {
        this.servers = List.copyOf(servers);
        this.configuration = configuration;
        this.steward = steward;
    }

    /**
     * Sets it up.
     *
     * @param port of the balancer; the first free one from 8080 on if there is none
     */
    static DemoScene open(Optional<Integer> port, Catalog plugins) throws Refusal {
        List<DemoServer> servers = new ArrayList<>();
        boolean open = false;
        try {
            for (String name : NAMES) {
                servers.add(new DemoServer(name));
            }
            String text = configuration(port.isPresent() ? port.get() : freePort(), servers);
            Design design = new Design(new Planner(plugins), problems -> Optional.of(Source.of("demo.yaml", text)));
            Plan plan = design.plan(Optional.empty());
            DemoScene scene = new DemoScene(servers, text, Steward.start(design, plan));
            open = true;
            return scene;
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, "the servers of the demonstration cannot start: " + e.getMessage());
        } finally {
            if (!open) {
                servers.forEach(DemoServer::close);
            }
        }
    }

    private static String configuration(int port, List<DemoServer> servers) throws IOException {
        try (InputStream in = DemoScene.class.getResourceAsStream("demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("demo.yaml is not in the module");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{port}", String.valueOf(port));
            for (DemoServer server : servers) {
                text = text.replace("{" + server.name() + "}", String.valueOf(server.port()));
            }
            return text;
        }
    }

    private static int freePort() {
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // taken: the next one
            }
        }
        return 0;
    }

    /** What the balancer runs. */
    String configuration() {
        return configuration;
    }

    Steward steward() {
        return steward;
    }

    List<DemoServer> servers() {
        return servers;
    }

    /** Where the balancer listens. */
    String url() {
        return "http://" + steward.house().status().listeners().getFirst().address();
    }

    /** Ends the balancer, then the servers. */
    @Override
    public void close() {
        steward.stop();
        steward.end();
        servers.forEach(DemoServer::close);
    }
}
