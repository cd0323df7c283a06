package nib.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Host;
import nib.spi.Resident;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/** Ends the TLS of clients. Each connection keeps the keyring that it began with. */
final class TlsFilter implements Filter, Resident {
    private static final String WORD = "tls";

    private final Terms terms;
    private volatile @Nullable Keyring keyring;
    private volatile @Nullable Lookout lookout;

    TlsFilter(Terms terms) {
        this.terms = terms;
    }

    @Override
    public void open(Host host) throws IOException {
        Lookout files = new Lookout(WORD, this::places, terms.settings().look().toNanos(), () -> load(host), host);
        lookout = files;
        files.open();
    }

    private void load(Host host) throws IOException {
        Lookout files = lookout;
        keyring = Keyring.load(terms.settings(), host.clock(), wrong -> {
            if (files != null) {
                files.tell(wrong);
            }
        });
    }

    private List<Path> places() {
        List<Path> places = new ArrayList<>();
        for (TlsSettings.Certificate one : terms.settings().certificates()) {
            places.add(one.certificate());
            one.key().ifPresent(places::add);
            one.password().ifPresent(places::add);
            one.ocsp().ifPresent(places::add);
        }
        terms.settings().folder().ifPresent(places::add);
        places.addAll(terms.settings().clients().ca());
        places.addAll(terms.settings().clients().crl());
        return places;
    }

    @Override
    public void close() {
        Lookout files = lookout;
        if (files != null) {
            files.close();
        }
    }

    @Override
    public Set<String> pools() {
        return terms.poolNames();
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        Keyring now = keyring;
        if (now == null || connection.server() != null) {
            throw new IOException(now == null ? "tls is not open" : "tls is for listeners; pools have tls-to-server");
        }
        ServerPeer peer = new ServerPeer(terms, now);
        ServerStream stream = new ServerStream(connection.wire(), peer);
        try {
            stream.shake();
        } catch (IOException e) {
            throw failure("no TLS with the client", e);
        }
        String pool = peer.teach(connection.client());
        Connection inside = connection.with(new TlsWire(connection.wire(), stream));
        next.handle(pool == null ? inside : inside.toPool(pool));
    }

    /** In words of ours: the number of an alert is all that is told of what the other side said. */
    static IOException failure(String what, IOException e) {
        String why = switch (e) {
            case TlsFatalAlertReceived told -> "told " + AlertDescription.getName(told.getAlertDescription());
            case TlsFatalAlert ours -> ours.getMessage();
            default -> e.getMessage();
        };
        return new IOException(what + ": " + why, e);
    }
}
