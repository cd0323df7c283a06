package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.spi.Wire;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the end of one side is seen by the other. */
class EndsTest {
    @TempDir
    Path folder;

    private final MemoryWire.Pair pair = MemoryWire.pair();
    private final CompletableFuture<Wire> server = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private Wire client = pair.near();

    @BeforeEach
    void begin() throws Exception {
        Filter filter = new TlsProvider()
                .create(new Scene(folder).certificate("EC", "a.example").settings());
        ((Loadable) filter).load();
        Thread.ofVirtual().start(() -> {
            try {
                filter.handle(new Connection(TestClients.neighbour(1), pair.far(), null, null), connection -> {
                    server.complete(connection.wire());
                    over.join();
                });
            } catch (IOException e) {
                server.completeExceptionally(e);
            }
        });
        client = aside(() -> TlsContractTest.client(pair.near()));
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> T aside(Work<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.run());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Test
    void closeNotifyComesBeforeFinAndOneDirectionAtATime() throws Exception {
        Wire here = aside(server::get);
        aside(() -> {
            client.finish();
            return true;
        });
        assertEquals(-1, aside(() -> here.read(ByteBuffer.allocate(10))));
        assertEquals(-1, aside(() -> here.read(ByteBuffer.allocate(10))), "the end stays the end");
        aside(() -> {
            here.write(ByteBuffer.wrap(new byte[] {7}));
            here.finish();
            return true;
        });
        assertEquals(1, aside(() -> client.read(ByteBuffer.allocate(10))));
        assertEquals(-1, aside(() -> client.read(ByteBuffer.allocate(10))));
        assertEquals(-1, aside(() -> pair.near().read(ByteBuffer.allocate(10))), "FIN came too, and nothing else");
        assertThrows(IOException.class, () -> here.write(ByteBuffer.wrap(new byte[1])));
        over.complete(true);
    }

    @Test
    void everyGroupIsAgreedUpon() throws Exception {
        over.complete(true);
        for (Group group : Group.values()) {
            String word = group.name().toLowerCase(java.util.Locale.ROOT);
            Scene scene = new Scene(folder).certificate("EC", "a.example").groups(word);
            Filter filter = new TlsProvider().create(scene.settings());
            ((Loadable) filter).load();
            MemoryWire.Pair other = MemoryWire.pair();
            Thread.ofVirtual().start(() -> {
                try {
                    filter.handle(new Connection(TestClients.neighbour(1), other.far(), null, null), Door::echo);
                } catch (IOException e) {
                    other.close();
                }
            });
            Wire caller = aside(() -> TlsContractTest.client(other.near(), List.of(word)));
            aside(() -> {
                caller.write(ByteBuffer.wrap(new byte[] {5}));
                return true;
            });
            assertEquals(1, aside(() -> caller.read(ByteBuffer.allocate(10))), word);
            other.close();
        }
    }

    @Test
    void aFinWithoutCloseNotifyIsAnAbort() throws Exception {
        Wire here = aside(server::get);
        aside(() -> {
            client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            pair.near().finish();
            return true;
        });
        assertEquals(3, aside(() -> here.read(ByteBuffer.allocate(10))));
        assertThrows(IOException.class, () -> aside(() -> here.read(ByteBuffer.allocate(10))));
        over.complete(true);
    }

    @Test
    void aChangedRecordIsAnAbort() throws Exception {
        Wire here = aside(server::get);
        aside(() -> {
            pair.near()
                    .write(ByteBuffer.wrap(
                            new byte[] {23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2}));
            return true;
        });
        assertThrows(IOException.class, () -> aside(() -> here.read(ByteBuffer.allocate(10))));
        assertThrows(
                IOException.class,
                () -> aside(() -> {
                    here.write(ByteBuffer.wrap(new byte[1]));
                    return true;
                }));
        over.complete(true);
    }

    /** The house cuts from outside, while a thread writes to somebody who does not read. */
    @Test
    void aResetDoesNotWaitForAWriter() throws Exception {
        Wire here = aside(server::get);
        CompletableFuture<Boolean> writing = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    here.write(ByteBuffer.allocate(30_000));
                }
            } catch (IOException e) {
                writing.complete(true);
            }
        });
        aside(() -> client.read(ByteBuffer.allocate(10)));
        here.reset();
        assertTrue(writing.get(30, TimeUnit.SECONDS));
        over.complete(true);
    }

    @Test
    void aCloseDoesNotWaitForAWriterEither() throws Exception {
        Wire here = aside(server::get);
        CompletableFuture<Boolean> writing = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    here.write(ByteBuffer.allocate(30_000));
                }
            } catch (IOException e) {
                writing.complete(true);
            }
        });
        aside(() -> client.read(ByteBuffer.allocate(10)));
        aside(() -> {
            here.close();
            return true;
        });
        aside(() -> {
            client.close();
            return true;
        });
        assertTrue(writing.get(30, TimeUnit.SECONDS));
        over.complete(true);
    }
}
