package nib.proxyprotocol;

import java.lang.invoke.MethodHandles;
import nib.proxyprotocol.ProxyPreambleSettings.Datagrams;
import nib.proxyprotocol.ProxyPreambleSettings.Version;
import nib.spi.Complaint;
import nib.spi.Preamble;
import nib.spi.Settings;

/** Brings the word {@code proxy-protocol} to life where servers are told. */
public final class ProxyPreambleProvider implements Preamble.Provider<ProxyPreambleSettings> {
    /** For the service loader. */
    public ProxyPreambleProvider() {}

    @Override
    public String word() {
        return "proxy-protocol";
    }

    @Override
    public Settings<ProxyPreambleSettings> settings() {
        return new Settings<>(ProxyPreambleSettings.class, MethodHandles.lookup());
    }

    @Override
    public Preamble create(ProxyPreambleSettings settings) {
        if (settings.version() == Version.V2) {
            return new PreambleV2(settings);
        }
        if (!settings.tell().isEmpty()) {
            throw new Complaint("tell", "version 1 has room for addresses only: write version: v2, or leave tell out");
        }
        if (settings.checksum()) {
            throw new Complaint("checksum", "version 1 has no checksum: write version: v2, or leave it out");
        }
        if (settings.datagrams() != Datagrams.NONE) {
            throw new Complaint("datagrams", "version 1 is for streams only: write version: v2");
        }
        return new PreambleV1();
    }
}
