package nib.tcp;

import nib.spi.Settings;
import nib.spi.Transport;

/** Brings the word {@code tcp} to life. */
public final class TcpProvider implements Transport.Provider<Settings.None> {
    /** For the service loader. */
    public TcpProvider() {}

    @Override
    public String word() {
        return "tcp";
    }

    @Override
    public Settings<Settings.None> settings() {
        return Settings.none();
    }

    @Override
    public Transport create(Settings.None settings) {
        return new TcpTransport();
    }
}
