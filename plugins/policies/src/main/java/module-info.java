import nib.policies.Hash;
import nib.policies.LeastConnections;
import nib.policies.Maglev;
import nib.policies.RoundRobin;
import nib.policies.Weighted;
import org.jspecify.annotations.NullMarked;

/** Policies that need nothing but java.base. */
@NullMarked
module nib.policies {
    requires static org.jspecify;
    requires nib.api;

    provides nib.spi.Provider with
            Hash,
            LeastConnections,
            Maglev,
            RoundRobin,
            Weighted;
}
