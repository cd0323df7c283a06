package nib.rate;

import java.time.Duration;
import java.util.Optional;
import nib.api.Verdict;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** How often somebody may come, and what becomes of those who come more often. */
@About("How often clients may come: new connections or sessions, each datagram where datagrams are balanced alone.")
record RateSettings(
        @About("How many may come in the time that every says, in the long run.") @Range(min = "1", max = "1000000000")
        int most,

        @About("The time for which most counts.") @Default("1s") @Range(min = "1ms", max = "1d")
        Duration every,

        @About("How many may come at once after a quiet time; 0 for as many as most.")
        @Default("0")
        @Range(min = "0", max = "1000000000")
        int burst,

        @About("Who is counted: each client, or all who come to the listener or pool together.") @Default("client")
        Per per,

        @About("IPv4 addresses with these first bits in common are one client.")
        @Default("32")
        @Range(min = "0", max = "32")
        int ipv4Prefix,

        @About("IPv6 addresses with these first bits in common are one client.")
        @Default("64")
        @Range(min = "0", max = "128")
        int ipv6Prefix,

        @About("Clients that are counted at once; of more, those that came the least are forgotten.")
        @Default("100000")
        @Range(min = "16", max = "20000000")
        int clients,

        @About("What becomes of those who come more often: a verb, a pool, or a queue.") @Default("reset")
        Over over) {

    /** Whose visits are added up. */
    enum Per {
        /** Of each client alone. */
        CLIENT,
        /** Of all who come there. */
        ALL
    }

    /** What becomes of those who are too many. */
    @About("What becomes of those who come more often: a verb, a pool, or a queue.")
    record Over(
            @About("deny, reset, drop or tarpit.") @Shorthand
            Optional<Verdict.How> verb,

            @About("The pool to send them to.") Optional<String> pool,

            @About("How long they may wait until it is time for them; the rest is for those who would wait longer.")
            @Range(min = "1ms", max = "1h")
            Optional<Duration> queue) {}
}
