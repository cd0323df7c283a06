package nib.kernel;

import java.time.Duration;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

/** Where clients wait. */
@About("Where clients wait until there is room.")
public record QueueSettings(
        @About("The most clients that wait at once; further ones are sent away.")
        @Default("100")
        @Range(min = "1", max = "1000000")
        int length,

        @About("How long a client waits at most.") @Default("5s") @Range(min = "1ms", max = "1h")
        Duration time) {
    long nanos() {
        return time.toNanos();
    }

    /** The time in words. */
    String words() {
        return time.toMillis() + " ms";
    }
}
