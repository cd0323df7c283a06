package nib.tls;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Client;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.spi.Resident;
import nib.testkit.ManualHost;
import org.jspecify.annotations.Nullable;

/** A listener on the loopback address, behind which a filter stands and then somebody who says everything back. */
final class Door implements Closeable {
    final ManualHost host = new ManualHost();
    final Filter filter;
    /** Clients that came through, and what came of the others. */
    final List<Client> clients = new CopyOnWriteArrayList<>();

    final List<String> failures = new CopyOnWriteArrayList<>();
    final List<String> pools = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final Filter.Next next;

    Door(TlsSettings settings) throws IOException {
        this(settings, Door::echo);
    }

    Door(TlsSettings settings, Filter.Next next) throws IOException {
        this.next = next;
        this.filter = new TlsProvider().create(settings);
        // What tests make holds now by the clock of the machine.
        host.clock()
                .step(java.time.Duration.ofMillis(
                        System.currentTimeMillis() - host.clock().millis()));
        ((Loadable) filter).load();
        ((Resident) filter).open(host);
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket one = socket.accept();
                Thread.ofVirtual().start(() -> serve(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket one) {
        try (SocketWire wire = new SocketWire(one)) {
            Client client = new Client("test", wire.remote(), wire.local());
            filter.handle(new Connection(client, wire, null, null), connection -> {
                clients.add(client);
                pools.add(pool(connection.pool()));
                next.handle(connection);
            });
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
            if (Boolean.getBoolean("nib.tls.trace")) {
                e.printStackTrace();
            }
        }
    }

    private static String pool(@Nullable String pool) {
        return pool == null ? "-" : pool;
    }

    static void echo(Connection connection) throws IOException {
        ByteBuffer room = ByteBuffer.allocateDirect(20_000);
        while (connection.wire().read(room.clear()) >= 0) {
            connection.wire().write(room.flip());
        }
        connection.wire().finish();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        ((Resident) filter).close();
    }
}
