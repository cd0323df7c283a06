package nib.geoip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;
import nib.spi.Verb;

/** Databases, and who may come in by what they say. */
@About("Where clients are, and who may come in by it: the first rule that means the client decides.")
record GeoipSettings(
        @About(
                "Files in the MaxMind DB format (.mmdb): of countries or cities, autonomous systems, anonymous addresses.")
        List<Path> databases,

        @About("Rules, asked in this order.") @Default("[]") List<Rule> rules,

        @About("Clients to let in; short for a single rule.")
        Optional<Who> allow,

        @About("Clients to close politely (FIN); short for a single rule.")
        Optional<Who> deny,

        @About("What becomes of everybody else.") Otherwise otherwise,

        @About("A database that was made longer ago is warned about; 0s for never.")
        @Default("30d")
        @Range(min = "0s", max = "36500d")
        Duration maxAge) {

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

            @About("Clients to send to the pool.") Optional<Who> from) {}

    /** Those that a rule is for; to be one of them in any way is enough. */
    @About("Those that a rule is for; to be one of them in any way is enough.")
    record Who(
            @About("Countries: two letters of ISO 3166-1.") @Default("[]") @Shorthand
            List<String> countries,

            @About("Continents: AF, AN, AS, EU, NA, OC, SA.") @Default("[]")
            List<String> continents,

            @About("Regions of countries, by ISO 3166-2, such as DE-BE; only a database of cities knows them.")
            @Default("[]")
            List<String> regions,

            @About("Autonomous systems: their numbers.") @Default("[]")
            List<Long> asns,

            @About("What else an address is: anonymous, vpn, hosting, public-proxy, residential-proxy, tor.")
            @Default("[]")
            List<Trait> traits) {}

    /** The last word. */
    @About("What becomes of clients that no rule means, also of those whose place is not known: a verb or a pool.")
    record Otherwise(
            @About("allow, deny, reset, drop or tarpit.") @Shorthand
            Optional<Verb> verb,

            @About("The pool to send everybody else to.") Optional<String> pool) {}
}
