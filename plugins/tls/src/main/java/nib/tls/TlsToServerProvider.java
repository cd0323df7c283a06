package nib.tls;

import java.lang.invoke.MethodHandles;
import nib.spi.Complaint;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code tls-to-server} to life. */
public final class TlsToServerProvider implements Filter.Provider<TlsToServerSettings> {
    /** For the service loader. */
    public TlsToServerProvider() {}

    @Override
    public String word() {
        return "tls-to-server";
    }

    @Override
    public Settings<TlsToServerSettings> settings() {
        return new Settings<>(TlsToServerSettings.class, MethodHandles.lookup());
    }

    @Override
    public Filter create(TlsToServerSettings settings) {
        if (settings.certificate().isEmpty()
                && (settings.key().isPresent() || settings.password().isPresent())) {
            throw new Complaint("certificate", "a key without its certificate is of no use");
        }
        if (!settings.verify() && !(settings.ca().isEmpty() && settings.crl().isEmpty())) {
            throw new Complaint("verify", "with ca or crl there is something to check: leave verify out");
        }
        settings.name().ifPresent(name -> {
            if (HostName.of(name).isEmpty() && !nib.api.Ip.isNumeric(name)) {
                throw new Complaint("name", "expected a host name or an address, found " + name);
            }
        });
        settings.alpn().forEach(Terms::checkProtocol);
        return new TlsToServerFilter(
                settings,
                Version.from(settings.oldest()),
                Suite.numbers(settings.ciphers()),
                Group.numbers(settings.groups()));
    }
}
