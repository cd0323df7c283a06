package nib.kernel;

import java.util.Objects;
import nib.spi.Host;
import nib.spi.Probe;
import org.jspecify.annotations.Nullable;

/** What goes on around one server in the background: its probe and the look-up of its name. */
final class Watch {
    private final @Nullable Probe probe;
    private final long resolve;
    private final @Nullable Prober prober;
    private final @Nullable Lookup lookup;

    private Watch(@Nullable Probe probe, long resolve, @Nullable Prober prober, @Nullable Lookup lookup) {
        this.probe = probe;
        this.resolve = resolve;
        this.prober = prober;
        this.lookup = lookup;
    }

    static Watch start(LiveServer server, PoolSettings pool, Dialer dialer, Host host) {
        Probe probe = pool.probe().orElse(null);
        long resolve = pool.resolve().toNanos();
        Lookup lookup = server.whereabouts.isName() ? new Lookup(server, resolve, host).start() : null;
        Prober prober = probe == null ? null : new Prober(server, pool, probe, dialer, host.clock()).start();
        return new Watch(probe, resolve, prober, lookup);
    }

    /** Whether it would be the same under those settings. */
    boolean fits(PoolSettings pool) {
        return Objects.equals(probe, pool.probe().orElse(null))
                && resolve == pool.resolve().toNanos();
    }

    void awaitName(long nanos) {
        if (lookup != null) {
            lookup.awaitFirst(nanos);
        }
    }

    void stop() {
        if (prober != null) {
            prober.stop();
        }
        if (lookup != null) {
            lookup.stop();
        }
    }
}
