package nib.dsr;

import java.util.List;
import java.util.Optional;
import nib.api.Block;
import nib.api.Ip;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

/** Where frames come and go, and what else is answered there. */
@About("Direct server return: clients' frames go to servers as they are, and servers answer by themselves.")
record DsrSettings(
        @About("The network device; without it, the one to whose network a service address belongs.")
        Optional<String> device,

        @About(
                "Where packets of known clients are sent on: auto and kernel in the kernel, packet by Nib; auto takes what works.")
        @Default("auto")
        Way way,

        @About("Clients that the kernel knows at once, for each device; others' packets are sent on by Nib.")
        @Default("65536")
        @Range(min = "1024", max = "16777216")
        int known,

        @About("Bytes of memory for frames that have come, for each device.")
        @Default("8388608")
        @Range(min = "262144", max = "1073741824")
        int ring,

        @About("Servers that get packets within packets of their own (IP in IP), since they are on other segments.")
        @Default("[]")
        List<Block> tunnel,

        @About(
                "Who leads to those servers from here, one router of IPv4 and one of IPv6; without it, servers are asked.")
        @Default("[]")
        List<Ip> routers,

        @About("Addresses of nobody: who connects to one is answered and then left waiting.") @Default("[]")
        List<Block> tarpit,

        @About("Answers for those addresses, and to clients that guards send away, in a second.")
        @Default("1000")
        @Range(min = "1", max = "1000000")
        int tarpitRate) {
    /** Who sends packets of known clients on. */
    enum Way {
        /** The kernel, if it can. */
        AUTO,
        /** The kernel. */
        KERNEL,
        /** Nib. */
        PACKET
    }
}
