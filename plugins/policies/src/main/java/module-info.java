import nib.policies.First;
import nib.policies.Hash;
import nib.policies.LeastConnections;
import nib.policies.Maglev;
import nib.policies.PowerOfTwo;
import nib.policies.Priority;
import nib.policies.Random;
import nib.policies.Rendezvous;
import nib.policies.RoundRobin;
import nib.policies.Weighted;
import org.jspecify.annotations.NullMarked;

/** Policies that need nothing but java.base. */
@NullMarked
module nib.policies {
    requires static org.jspecify;
    requires nib.api;

    provides nib.spi.Provider with
            First,
            Hash,
            LeastConnections,
            Maglev,
            PowerOfTwo,
            Priority,
            Random,
            Rendezvous,
            RoundRobin,
            Weighted;
}
