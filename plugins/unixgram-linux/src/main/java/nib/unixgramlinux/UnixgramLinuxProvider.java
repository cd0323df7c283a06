package nib.unixgramlinux;

import java.util.Optional;
import java.util.Set;
import nib.api.Address;
import nib.linux.Linux;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code unixgram-linux}. */
public final class UnixgramLinuxProvider implements Forwarder.Provider<Settings.None> {
    /** Above what knows nothing of senders. */
    private static final int RANK = 10;

    /** For the service loader. */
    public UnixgramLinuxProvider() {}

    @Override
    public String word() {
        return "unixgram-linux";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Forwarder create(Settings.None settings) {
        return new UnixgramLinuxEngine();
    }

    @Override
    public Set<String> transports() {
        return Set.of("unixgram");
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        Optional<String> missing = Linux.missing();
        if (missing.isPresent()) {
            return new Forwarder.Not("it needs " + missing.get());
        } else if (!(load.bind() instanceof Address.Unix)) {
            return new Forwarder.Not("it cannot use the address " + load.bind());
        }
        return load.servers().stream()
                .filter(server -> !(server instanceof Address.Unix))
                .findFirst()
                .<Forwarder.Fit>map(server -> new Forwarder.Not("it does not reach " + server))
                .orElseGet(() -> new Forwarder.Well(RANK, "datagrams of Unix sockets, and who sent them"));
    }
}
