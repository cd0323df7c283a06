package nib.epoll;

import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

@About("Moves the bytes of streams by one loop a core, on Linux.")
record EpollSettings(
        @About("Loops, each on a thread of its own; 0 for one a processor.")
        @Default("0")
        @Range(min = "0", max = "256")
        int workers) {
    int count() {
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
