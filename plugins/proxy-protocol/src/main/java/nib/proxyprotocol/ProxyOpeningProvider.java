package nib.proxyprotocol;

import java.lang.invoke.MethodHandles;
import nib.spi.Complaint;
import nib.spi.Opening;
import nib.spi.Settings;

/** Brings the word {@code proxy-protocol} to life where clients come in. */
public final class ProxyOpeningProvider implements Opening.Provider<ProxyOpeningSettings> {
    /** For the service loader. */
    public ProxyOpeningProvider() {}

    @Override
    public String word() {
        return "proxy-protocol";
    }

    @Override
    public Settings<ProxyOpeningSettings> settings() {
        return new Settings<>(ProxyOpeningSettings.class, MethodHandles.lookup());
    }

    @Override
    public Opening create(ProxyOpeningSettings settings) {
        if (settings.trusted().isEmpty() && !settings.trustUnix()) {
            throw new Complaint("trusted", "expected addresses or blocks that headers are believed from, found none");
        }
        return new ProxyOpening(settings);
    }
}
