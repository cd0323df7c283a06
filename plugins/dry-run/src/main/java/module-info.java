import nib.dryrun.DryRunProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Guards on trial. */
@NullMarked
module nib.dryrun {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            DryRunProvider;
}
