package nib.acl;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import nib.api.Block;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Shorthand;
import nib.spi.Verb;

/** An access list as it is written: rules in their order, or one list where one is enough. */
@About("Who may come in: the first entry that means the client decides.")
record AclSettings(
        @About("Lists with their verbs, asked in this order.") @Default("[]")
        List<Rule> rules,

        @About("Clients to let in; short for a single rule.")
        Optional<Who> allow,

        @About("Clients to close politely (FIN); short for a single rule.")
        Optional<Who> deny,

        @About("Clients to close rudely (RST); short for a single rule.")
        Optional<Who> reset,

        @About("Clients to forget without a word where the platform can; short for a single rule.")
        Optional<Who> drop,

        @About("Clients to hold and answer nothing; short for a single rule.")
        Optional<Who> tarpit,

        @About("What becomes of everybody else.") Otherwise otherwise) {

    /** One verb and those it is for. */
    @About("One verb and those it is for.")
    record Rule(
            @About("Clients to let in.") Optional<Who> allow,
            @About("Clients to close politely (FIN).") Optional<Who> deny,
            @About("Clients to close rudely (RST).") Optional<Who> reset,

            @About("Clients to forget without a word where the platform can.")
            Optional<Who> drop,

            @About("Clients to hold and answer nothing, until the listener's tarpit time is over.")
            Optional<Who> tarpit,

            @About("The pool to send clients to, with those it is for in from.")
            Optional<String> pool,

            @About("Clients to send to the pool.") Optional<Who> from,

            @About("When the rule counts; without it always.")
            Optional<During> during) {}

    /** Those that a rule is for; to be one of them in any way is enough. */
    @About("Those that a rule is for; to be one of them in any way is enough.")
    record Who(
            @About("Addresses (10.0.0.1), prefixes (10.0.0.0/8) and ranges (10.0.0.1-10.0.0.9).")
            @Default("[]")
            @Shorthand
            List<Block> addresses,

            @About("Files with an address, prefix or range a line, and # before comments.") @Default("[]")
            List<Path> files,

            @About("Countries, if a guard or opening before this one can tell: two letters of ISO 3166-1.")
            @Default("[]")
            List<String> countries,

            @About("Autonomous systems, if a guard before this one can tell: their numbers.") @Default("[]")
            List<Long> asns,

            @About("Processes at the other end of a Unix socket.")
            Optional<Peer> peer) {}

    /** Processes on this machine. */
    @About("Processes at the other end of a Unix socket; both must fit where both are given.")
    record Peer(
            @About("Users: names of /etc/passwd, or numbers.") @Default("[]")
            List<String> uid,

            @About("Groups: names of /etc/group, or numbers.") @Default("[]")
            List<String> gid) {}

    /** Some time of the week. */
    @About("When a rule counts.")
    record During(
            @About("The days on which it begins: mon, tue, wed, thu, fri, sat, sun. Without it every day.")
            @Default("[]")
            List<Day> days,

            @About("The time of day from which it counts.") @Default("\"00:00\"")
            String from,

            @About("The time of day at which it ends; not after from for the next day's.") @Default("\"24:00\"")
            String to,

            @About("Whose clock that is, such as Europe/Berlin.") @Default("UTC")
            String zone) {}

    /** A day of the week. */
    enum Day {
        /** Monday. */
        MON(DayOfWeek.MONDAY),
        /** Tuesday. */
        TUE(DayOfWeek.TUESDAY),
        /** Wednesday. */
        WED(DayOfWeek.WEDNESDAY),
        /** Thursday. */
        THU(DayOfWeek.THURSDAY),
        /** Friday. */
        FRI(DayOfWeek.FRIDAY),
        /** Saturday. */
        SAT(DayOfWeek.SATURDAY),
        /** Sunday. */
        SUN(DayOfWeek.SUNDAY);

        final DayOfWeek day;

        Day(DayOfWeek day) {
            this.day = day;
        }
    }

    /** The last word. */
    @About("What becomes of clients that no entry means: a verb or a pool.")
    record Otherwise(
            @About("allow, deny, reset, drop or tarpit.") @Shorthand
            Optional<Verb> verb,

            @About("The pool to send everybody else to.") Optional<String> pool) {}
}
