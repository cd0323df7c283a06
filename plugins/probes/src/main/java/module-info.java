import nib.probes.ConnectProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Health checks that need nothing but java.base. */
@NullMarked
module nib.probes {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            ConnectProvider;
}
