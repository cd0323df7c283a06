package nib.udplinux;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import nib.linux.Linux;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code mmsg}. */
public final class MmsgProvider implements Forwarder.Provider<MmsgSettings> {
    /** Above what works everywhere. */
    private static final int RANK = 10;

    /** For the service loader. */
    public MmsgProvider() {}

    @Override
    public String word() {
        return "mmsg";
    }

    @Override
    public Settings<MmsgSettings> settings() {
        return new Settings<>(MmsgSettings.class, MethodHandles.lookup());
    }

    @Override
    public Forwarder create(MmsgSettings settings) {
        return new MmsgEngine(settings);
    }

    @Override
    public Set<String> transports() {
        return Set.of("udp");
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        return Linux.missing()
                .<Forwarder.Fit>map(what -> new Forwarder.Not("it needs " + what))
                .orElseGet(() -> new Forwarder.Well(RANK, "many datagrams at once"));
    }
}
