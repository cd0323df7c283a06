package nib.dryrun;

import java.util.List;
import nib.spi.About;
import nib.spi.Guard;
import nib.spi.Shorthand;

/** Guards whose word does not count. */
@About("Guards on trial: what they would do is counted and told, and everybody is let in.")
record DryRunSettings(
        @About("The guards, asked in this order as if they were guards of the listener.") @Shorthand
        List<Guard> guards) {}
