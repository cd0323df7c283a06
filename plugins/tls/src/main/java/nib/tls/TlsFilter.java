package nib.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nib.api.Client;
import nib.api.Event;
import nib.api.Fact;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Host;
import nib.spi.Loadable;
import nib.spi.Resident;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/**
 * Ends the TLS of clients. Each connection keeps the keyring that it began with; a keyring that shows the same as the one
 * before has its sessions.
 */
final class TlsFilter implements Filter, Loadable, Resident {
    private static final String WORD = "tls";

    private final Terms terms;
    private volatile @Nullable Keyring keyring;
    private volatile @Nullable Host host;
    private List<String> trouble = List.of();

    TlsFilter(Terms terms) {
        this.terms = terms;
    }

    @Override
    public synchronized void load() throws IOException {
        List<String> wrong = new ArrayList<>();
        Keyring before = keyring;
        Sessions fresh = new Sessions(
                terms.settings().sessions(), terms.settings().sessionTime().toNanos(), this::nanos);
        Keyring next = Keyring.load(terms.settings(), fresh, this::millis, wrong::add);
        if (before == null) {
            keyring = next;
        } else if (next.shows(before)) {
            keyring = next.with(before.sessions());
        } else {
            keyring = next;
            tell(false, "shows other certificates now");
        }
        if (!wrong.equals(trouble)) {
            trouble = List.copyOf(wrong);
            complain();
        }
    }

    private void complain() {
        trouble.forEach(one -> tell(true, one));
    }

    private void tell(boolean warning, String text) {
        Host at = host;
        if (at != null) {
            at.tell(new Event.Note(WORD, warning, text));
        }
    }

    /** Files are read before there is a house to lend its clock. */
    private long millis() {
        Host at = host;
        return at == null ? System.currentTimeMillis() : at.clock().millis();
    }

    private long nanos() {
        Host at = host;
        return at == null ? System.nanoTime() : at.clock().nanos();
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (TlsSettings.Certificate one : terms.settings().certificates()) {
            files.add(one.certificate());
            one.key().ifPresent(files::add);
            one.password().ifPresent(files::add);
            one.ocsp().ifPresent(files::add);
        }
        terms.settings().folder().ifPresent(files::add);
        files.addAll(terms.settings().clients().ca());
        files.addAll(terms.settings().clients().crl());
        return files;
    }

    @Override
    public synchronized void open(Host lent) {
        host = lent;
        complain();
    }

    @Override
    public void close() {
        host = null;
    }

    @Override
    public Set<String> pools() {
        return terms.poolNames();
    }

    @Override
    public @Nullable String foresee(Client client) {
        String name = client.fact(Fact.SERVER_NAME);
        return name == null
                ? null
                : HostName.of(name)
                        .map(asked -> HostName.find(terms.pools(), asked))
                        .orElse(null);
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        Keyring now = keyring;
        if (now == null || connection.server() != null) {
            throw new IOException(
                    now == null ? "tls has not read its files" : "tls is for listeners; pools have tls-to-server");
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
