package nib.probes;

import java.time.Duration;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Probe;
import nib.spi.Range;

/** When to connect, and what to make of it. */
@About("A server is well when it accepts a connection.")
record ConnectSettings(
        @About("From one question to the next.") @Default("2s") @Range(min = "10ms", max = "1h")
        Duration every,

        @About("The longest that an answer may take; not longer than every.")
        @Default("1s")
        @Range(min = "1ms", max = "1h")
        Duration timeout,

        @About("Questions failed in a row until the server is down.") @Default("3") @Range(min = "1", max = "1000")
        int fall,

        @About("Questions answered in a row until it is up again.") @Default("2") @Range(min = "1", max = "1000")
        int rise) {

    Probe.Schedule schedule() {
        return new Probe.Schedule(every, timeout, fall, rise);
    }
}
