package nib.dsr;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import nib.api.Address;
import nib.linux.Linux;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code dsr}. */
public final class DsrProvider implements Forwarder.Provider<DsrSettings> {
    /** TCP and UDP, as before {@code ://}. */
    static final String BOTH = "dsr";

    static final String TCP = "dsr-tcp";
    static final String UDP = "dsr-udp";

    /** For the service loader. */
    public DsrProvider() {}

    @Override
    public String word() {
        return "dsr";
    }

    @Override
    public Settings<DsrSettings> settings() {
        return new Settings<>(DsrSettings.class, MethodHandles.lookup());
    }

    @Override
    public Forwarder create(DsrSettings settings) {
        return new DsrEngine(settings);
    }

    @Override
    public Set<String> transports() {
        return Set.of(BOTH, TCP, UDP);
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        if (Linux.missing().isPresent()) {
            return new Forwarder.Not("it needs " + Linux.missing().get());
        }
        if (!(load.bind() instanceof Address.Inet)) {
            return new Forwarder.Not("it needs a numeric address");
        }
        return load.servers().stream()
                .filter(Address.Unix.class::isInstance)
                .findFirst()
                .<Forwarder.Fit>map(server -> new Forwarder.Not("no frames reach " + server))
                .orElseGet(() -> new Forwarder.Well(1, "frames go on as they are"));
    }
}
