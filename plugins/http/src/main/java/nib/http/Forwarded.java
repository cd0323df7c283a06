package nib.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import nib.api.Client;
import nib.api.Fact;
import nib.api.Ip;
import nib.spi.Connection;
import nib.spi.Filter;

/** Tells servers who the client is, in every request of a connection. */
final class Forwarded implements Filter {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";

    private final ForwardedSettings.Existing existing;

    Forwarded(ForwardedSettings.Existing existing) {
        this.existing = existing;
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        Client client = connection.client();
        Requests requests = new Requests(head -> edit(head, client));
        next.handle(connection.with(new RequestWire(connection.wire(), requests)));
    }

    private void edit(Head head, Client client) {
        Ip ip = client.ip();
        String address = ip == null ? "unknown" : ip.toString(); // RFC 7239, section 6.3, for a Unix socket
        List<String> chain =
                new ArrayList<>(existing == ForwardedSettings.Existing.REPLACE ? List.of() : head.values(FOR));
        if (existing != ForwardedSettings.Existing.KEEP || chain.isEmpty()) {
            head.remove(FOR);
            chain.add(address);
            head.add(FOR, String.join(", ", chain));
        }
        if (existing != ForwardedSettings.Existing.KEEP || head.values(PROTO).isEmpty()) {
            head.remove(PROTO);
            head.add(PROTO, client.fact(Fact.TLS_VERSION) == null ? "http" : "https");
        }
    }
}
