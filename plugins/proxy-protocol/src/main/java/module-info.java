import nib.proxyprotocol.ProxyOpeningProvider;
import nib.proxyprotocol.ProxyPreambleProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** The PROXY protocol: understood from clients, spoken to servers. */
@NullMarked
module nib.proxyprotocol {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            ProxyOpeningProvider,
            ProxyPreambleProvider;
}
