package nib.unix;

import nib.spi.Settings;
import nib.spi.Transport;

/** Brings the word {@code unix} to life. */
public final class UnixProvider implements Transport.Provider<Settings.None> {
    /** For the service loader. */
    public UnixProvider() {}

    @Override
    public String word() {
        return "unix";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Transport create(Settings.None settings) {
        return new UnixTransport();
    }
}
