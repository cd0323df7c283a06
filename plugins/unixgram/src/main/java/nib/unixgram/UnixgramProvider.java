package nib.unixgram;

import java.util.Set;
import nib.api.Address;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code unixgram}. */
public final class UnixgramProvider implements Forwarder.Provider<Settings.None> {
    private static final String WORD = "unixgram";
    private static final int RANK = 1;

    /** For the service loader. */
    public UnixgramProvider() {}

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Forwarder create(Settings.None settings) {
        return new UnixgramEngine();
    }

    @Override
    public Set<String> transports() {
        return Set.of(WORD);
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        if (!(load.bind() instanceof Address.Unix)) {
            return new Forwarder.Not("it cannot use the address " + load.bind());
        }
        return load.servers().stream()
                .filter(server -> !(server instanceof Address.Unix))
                .findFirst()
                .<Forwarder.Fit>map(server -> new Forwarder.Not("it does not reach " + server))
                .orElseGet(() -> new Forwarder.Well(RANK, "datagrams of Unix sockets"));
    }
}
