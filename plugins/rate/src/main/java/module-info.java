import nib.rate.RateProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Limits on how often clients come. */
@NullMarked
module nib.rate {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            RateProvider;
}
