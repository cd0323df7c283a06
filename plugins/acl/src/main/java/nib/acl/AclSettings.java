package nib.acl;

import java.util.List;
import java.util.Optional;
import nib.api.Prefix;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Shorthand;

/** An access list as it is written: rules in their order, or one list where one is enough. */
@About("Who may come in, by address: the first entry that contains the client decides.")
record AclSettings(
        @About("Lists with their verbs, asked in this order.") @Default("[]")
        List<Rule> rules,

        @About("Clients to let in; short for a single rule.") @Default("[]")
        List<Prefix> allow,

        @About("Clients to close politely (FIN); short for a single rule.") @Default("[]")
        List<Prefix> deny,

        @About("Clients to close rudely (RST); short for a single rule.") @Default("[]")
        List<Prefix> reset,

        @About("Clients to forget without a word where the platform can; short for a single rule.") @Default("[]")
        List<Prefix> drop,

        @About("What becomes of everybody else.") Otherwise otherwise) {

    /** One verb and those it is for. */
    @About("One verb and those it is for.")
    record Rule(
            @About("Clients to let in.") @Default("[]") List<Prefix> allow,

            @About("Clients to close politely (FIN).") @Default("[]")
            List<Prefix> deny,

            @About("Clients to close rudely (RST).") @Default("[]")
            List<Prefix> reset,

            @About("Clients to forget without a word where the platform can.") @Default("[]")
            List<Prefix> drop,

            @About("The pool to send clients to, with those it is for in from.")
            Optional<String> pool,

            @About("Clients to send to the pool.") @Default("[]")
            List<Prefix> from) {}

    /** The last word. */
    @About("What becomes of clients that no entry contains: a verb or a pool.")
    record Otherwise(
            @About("allow, deny, reset or drop.") @Shorthand Optional<Verb> verb,
            @About("The pool to send everybody else to.") Optional<String> pool) {}
}
