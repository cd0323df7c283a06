package nib.udplinux;

import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

@About("Balances UDP by loops that receive and send many datagrams at once, on Linux.")
record MmsgSettings(
        @About("Loops, each on a thread of its own and with its share of the clients; 0 for one a processor.")
        @Default("0")
        @Range(min = "0", max = "256")
        int workers) {
    int count() {
        return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
    }
}
