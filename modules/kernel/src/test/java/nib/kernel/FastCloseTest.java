package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import nib.api.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where an end is the end of both sides, and where it is not. */
@Timeout(20)
class FastCloseTest {
    private static Stage stage(String fast) {
        return new Stage("""
                listeners:
                  web: { bind: "mem://0.0.0.0:80", pool: app, fast-close: %s }
                pools:
                  app: { policy: in-order, servers: ["10.0.0.1:80"] }
                """.formatted(fast));
    }

    @Test
    void theClientsEndIsTheEndOfBoth() throws IOException, InterruptedException {
        for (String fast : new String[] {"client", "both"}) {
            Stage stage = stage(fast);
            Peer client = stage.client();
            Peer server = stage.net.server("10.0.0.1:80");
            client.says("bye").finishes();
            server.hears("bye").hearsEnd();
            assertEquals(End.CLIENT_CLOSED, stage.ended().end());
            stage.awaitEmpty();
        }
    }

    @Test
    void theServersEndIsTheEndOfBoth() throws IOException, InterruptedException {
        for (String fast : new String[] {"server", "both"}) {
            Stage stage = stage(fast);
            Peer client = stage.client();
            Peer server = stage.net.server("10.0.0.1:80");
            server.says("bye").finishes();
            client.hears("bye").hearsEnd();
            assertEquals(End.SERVER_CLOSED, stage.ended().end());
            stage.awaitEmpty();
        }
    }

    @Test
    void theOthersEndIsNot() throws IOException, InterruptedException {
        Stage stage = stage("server");
        Peer client = stage.client();
        Peer server = stage.net.server("10.0.0.1:80");
        client.says("question").finishes();
        server.hears("question").hearsEnd().says("answer").finishes();
        client.hears("answer").hearsEnd();
        assertEquals(End.CLIENT_CLOSED, stage.ended().end());
        stage.awaitEmpty();
    }
}
