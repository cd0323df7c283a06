package nib.epoll;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import nib.api.Address;
import nib.linux.Linux;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** Brings {@code epoll}. */
public final class EpollProvider implements Forwarder.Provider<EpollSettings> {
    /** Above sessions on threads, and below what needs no process at all. */
    private static final int RANK = 10;

    /** For the service loader. */
    public EpollProvider() {}

    @Override
    public String word() {
        return "epoll";
    }

    @Override
    public Settings<EpollSettings> settings() {
        return new Settings<>(EpollSettings.class, MethodHandles.lookup());
    }

    @Override
    public Forwarder create(EpollSettings settings) {
        return new EpollEngine(settings);
    }

    @Override
    public Set<String> transports() {
        return Set.of("tcp", "unix");
    }

    @Override
    public Forwarder.Fit carries(Forwarder.Load load) {
        if ("unix".equals(load.transport()) != load.bind() instanceof Address.Unix) {
            return new Forwarder.Not("it cannot use the address " + load.bind() + " with " + load.transport());
        }
        return Linux.missing()
                .<Forwarder.Fit>map(what -> new Forwarder.Not("it needs " + what))
                .orElseGet(() -> new Forwarder.Well(RANK, "no filter needs the stream"));
    }
}
