package nib.udp;

import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

@About("Balances UDP on every platform, by a few loops.")
record UdpSettings(
        @About("Loops, each on a thread of its own; a listener belongs to one. 0 for one a processor, at most four.")
        @Default("0")
        @Range(min = "0", max = "64")
        int loops) {
    private static final int FEW = 4;

    int count() {
        return loops == 0 ? Math.min(FEW, Runtime.getRuntime().availableProcessors()) : loops;
    }
}
