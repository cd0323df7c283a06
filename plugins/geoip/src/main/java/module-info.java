import nib.geoip.GeoipProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Where clients are, by databases in the MaxMind DB format. */
@NullMarked
module nib.geoip {
    requires static org.jspecify;
    requires com.maxmind.db;
    requires nib.api;

    provides Provider with
            GeoipProvider;
}
