import nib.spi.Provider;
import nib.tls.TlsProvider;
import nib.tls.TlsToServerProvider;
import org.jspecify.annotations.NullMarked;

/** TLS to clients and to servers. */
@NullMarked
module nib.tls {
    requires static org.jspecify;
    requires nib.api;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    provides java.util.spi.ToolProvider with
            nib.tls.OcspTool;
    provides Provider with
            TlsProvider,
            TlsToServerProvider;
}
