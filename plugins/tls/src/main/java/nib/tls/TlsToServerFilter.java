package nib.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Server;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.spi.Loadable;
import nib.spi.LocalFailure;
import org.bouncycastle.tls.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/** Speaks TLS to servers. What fails before the rest goes on is a failed attempt. */
final class TlsToServerFilter implements Filter, Loadable {
    /** What was read from files. */
    record Papers(@Nullable Trust trust, @Nullable Identity own) {}

    private final TlsToServerSettings settings;
    private final ProtocolVersion[] versions;
    private final int[] suites;
    private final int[] groups;
    private volatile @Nullable Papers papers;

    TlsToServerFilter(TlsToServerSettings settings, ProtocolVersion[] versions, int[] suites, int[] groups) {
        this.settings = settings;
        this.versions = versions;
        this.suites = suites;
        this.groups = groups;
    }

    @Override
    public void load() throws IOException {
        papers = read();
    }

    private Papers read() throws IOException {
        Trust trust = !settings.verify()
                ? null
                : settings.ca().isEmpty() ? Trust.system(settings.crl()) : Trust.of(settings.ca(), settings.crl());
        Identity own = null;
        if (settings.certificate().isPresent()) {
            Path file = settings.certificate().get();
            own = Identity.of(
                    Pem.certificates(file),
                    Pem.key(settings.key().orElse(file), settings.password()),
                    null,
                    file.toString());
        }
        return new Papers(trust, own);
    }

    @Override
    public List<Path> files() {
        List<Path> files = new ArrayList<>(settings.ca());
        files.addAll(settings.crl());
        settings.certificate().ifPresent(files::add);
        settings.key().ifPresent(files::add);
        settings.password().ifPresent(files::add);
        return files;
    }

    @Override
    public void handle(Connection connection, Next next) throws IOException {
        Papers now = papers;
        Server server = connection.server();
        if (now == null || server == null) {
            throw new LocalFailure(
                    now == null
                            ? "tls-to-server has not read its files"
                            : "tls-to-server is for pools; listeners have tls",
                    false,
                    null);
        }
        String name = settings.name()
                .orElseGet(() -> name(server.address(), connection.wire().remote()));
        ClientPeer peer = new ClientPeer(this, now, name);
        ClientStream stream = new ClientStream(connection.wire());
        try {
            stream.connect(peer);
        } catch (IOException e) {
            throw TlsFilter.failure("no TLS with the server", e);
        }
        next.handle(connection.with(new TlsWire(connection.wire(), stream)));
    }

    /** The name as it is configured, for what a name server says is no proof. */
    private static String name(Address configured, Address connected) {
        return switch (configured) {
            case Address.Name host -> host.host();
            case Address.Inet inet -> inet.ip().toString();
            case Address.Unix unix ->
                connected instanceof Address.Inet inet ? inet.ip().toString() : "localhost";
        };
    }

    TlsToServerSettings settings() {
        return settings;
    }

    ProtocolVersion[] versions() {
        return versions.clone();
    }

    int[] suites() {
        return suites.clone();
    }

    int[] groups() {
        return groups.clone();
    }
}
