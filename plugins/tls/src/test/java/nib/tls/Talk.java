package nib.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;
import nib.api.Client;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.spi.Resident;
import nib.spi.Wire;
import nib.testkit.ManualHost;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import org.jspecify.annotations.Nullable;

/** A filter and clients that come to it through memory. */
final class Talk {
    final ManualHost host = new ManualHost();
    private final Filter filter;

    /**
     * What came of a call.
     *
     * @param session null if the client was refused
     * @param client what is known of it; null if the rest of the house was never reached
     */
    record Outcome(
            @Nullable SSLSession session,
            @Nullable Client client,
            @Nullable String pool,
            String failure) {
        boolean served() {
            return session != null && client != null;
        }

        SSLSession made() {
            if (session == null) {
                throw new AssertionError("refused: " + failure);
            }
            return session;
        }

        Client known() {
            if (client == null) {
                throw new AssertionError("refused: " + failure);
            }
            return client;
        }
    }

    Talk(TlsSettings settings) throws IOException {
        this.filter = new TlsProvider().create(settings);
        host.clock()
                .step(java.time.Duration.ofMillis(
                        System.currentTimeMillis() - host.clock().millis()));
        ((Loadable) filter).load();
        ((Resident) filter).open(host);
    }

    Filter filter() {
        return filter;
    }

    /** Has files read anew. */
    void load() throws IOException {
        ((Loadable) filter).load();
    }

    void close() {
        ((Resident) filter).close();
    }

    Outcome call(JdkClient caller, JdkClient.Call call) {
        MemoryWire.Pair pair = MemoryWire.pair();
        Client client = TestClients.neighbour(1);
        CompletableFuture<Connection> reached = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Wire far = pair.far()) {
                filter.handle(new Connection(client, far, null, null), connection -> {
                    reached.complete(connection);
                    ByteBuffer room = ByteBuffer.allocate(1000);
                    while (connection.wire().read(room.clear()) >= 0) {
                        connection.wire().write(room.flip());
                    }
                    connection.wire().finish();
                });
                ended.complete("");
            } catch (IOException e) {
                ended.complete(String.valueOf(e.getMessage()));
            } catch (Throwable e) {
                ended.completeExceptionally(e);
            }
        });
        SSLSession session = null;
        try {
            session = caller.hello(pair.near(), call);
        } catch (IOException e) {
            pair.near().close();
        }
        String failure = ended.join();
        Connection inside = reached.getNow(null);
        return new Outcome(session, inside == null ? null : client, inside == null ? null : inside.pool(), failure);
    }
}
