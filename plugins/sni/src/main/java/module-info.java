import nib.sni.SniProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Reads the name that a client asks for in TLS, and leaves TLS alone. */
@NullMarked
module nib.sni {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            SniProvider;
}
