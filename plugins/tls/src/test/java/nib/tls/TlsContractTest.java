package nib.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nib.spi.Filter;
import nib.spi.Wire;
import nib.testkit.FilterContract;
import org.junit.jupiter.api.io.TempDir;

class TlsContractTest extends FilterContract<TlsSettings> {
    @TempDir
    Path folder;

    @Override
    protected Filter.Provider<TlsSettings> provider() {
        return new TlsProvider();
    }

    @Override
    protected TlsSettings settings() {
        try {
            return new Scene(folder).certificate("EC", "a.example").settings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By our own other side; others are tried elsewhere. */
    @Override
    protected Wire speaking(Wire wire) throws IOException {
        return client(wire);
    }

    static Wire client(Wire wire) throws IOException {
        return client(wire, List.of());
    }

    static Wire client(Wire wire, List<String> groups) throws IOException {
        TlsToServerSettings unchecked = new TlsToServerSettings(
                Optional.of("a.example"),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                "1.2",
                List.of(),
                groups,
                List.of());
        TlsToServerFilter filter = (TlsToServerFilter) new TlsToServerProvider().create(unchecked);
        ClientStream stream = new ClientStream(wire);
        stream.connect(new ClientPeer(filter, new TlsToServerFilter.Papers(null, null), "a.example"));
        return new TlsWire(wire, stream);
    }
}
