package nib.udp;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code udp}. */
public final class UdpProvider implements Forwarder.Provider<UdpSettings> {
    /** Above nothing: what a platform does better has more. */
    private static final int RANK = 1;

    /** For the service loader. */
    public UdpProvider() {}

    @Override
    public String word() {
        return "udp";
    }

    @Override
    public Settings<UdpSettings> settings() {
        return new Settings<>(UdpSettings.class, MethodHandles.lookup());
    }

    @Override
    public Forwarder create(UdpSettings settings) {
        return new UdpEngine(settings);
    }

    @Override
    public Set<String> transports() {
        return Set.of("udp");
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        return new Forwarder.Well(RANK, "works everywhere");
    }
}
