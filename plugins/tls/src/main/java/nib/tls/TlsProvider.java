package nib.tls;

import java.lang.invoke.MethodHandles;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code tls} to life. */
public final class TlsProvider implements Filter.Provider<TlsSettings> {
    /** For the service loader. */
    public TlsProvider() {}

    @Override
    public String word() {
        return "tls";
    }

    @Override
    public Settings<TlsSettings> settings() {
        return new Settings<>(TlsSettings.class, MethodHandles.lookup());
    }

    @Override
    public Filter create(TlsSettings settings) {
        return new TlsFilter(Terms.of(settings));
    }
}
