package nib.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Guard;
import nib.spi.Preamble;
import nib.spi.Range;
import nib.spi.Shorthand;

/** One server of a pool. */
@About("One server of a pool.")
public record ServerSettings(
        @About("Where it is: 10.0.0.1:80, [2001:db8::1]:80, app.example:80.") @Shorthand
        Endpoint address,

        @About("Its name in messages and commands; without one it is called by its address.")
        Optional<String> name,

        @About("Its share relative to the others; 0 takes no new clients.")
        @Default("1")
        @Range(min = "0", max = "65535")
        int weight,

        @About("Its rank for policies that know ranks: a lower number is asked first.")
        @Default("0")
        @Range(min = "0", max = "65535")
        int priority,

        @About("The most connections at once for clients that are new; 0 for no limit.")
        @Default("0")
        @Range(min = "0", max = "10000000")
        int max,

        @About("The same for clients that come back; 0 for no more than max.")
        @Default("0")
        @Range(min = "0", max = "10000000")
        int hard,

        @About("What the operator wants of it.") @Default("ready")
        Wish state,

        @About("What it is sent before the client's bytes; without it what the pool says.")
        Optional<Preamble> preamble,

        @About("Whom it takes: who is denied here is sent to another server of the pool.") @Default("[]")
        List<Guard> guards) {

    /** What the operator wants of a server. */
    public enum Wish {
        /** Take clients. */
        READY,
        /** Finish what is open, take nothing new. */
        DRAIN,
        /** Out of service: open connections are cut. */
        MAINT;

        /** The word in configuration and commands. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the server is called. */
    public String title() {
        return name.orElseGet(address::toString);
    }

    /** The most leases for a client that comes back; 0 for no limit. */
    int returning() {
        return max == 0 ? 0 : Math.max(max, hard);
    }

    /** The same in another state. */
    public ServerSettings with(Wish other) {
        return new ServerSettings(address, name, weight, priority, max, hard, other, preamble, guards);
    }

    /** The same with another weight. */
    public ServerSettings withWeight(int other) {
        return new ServerSettings(address, name, other, priority, max, hard, state, preamble, guards);
    }

    /** The same with other limits. */
    public ServerSettings withLimits(int newMax, int newHard) {
        return new ServerSettings(address, name, weight, priority, newMax, newHard, state, preamble, guards);
    }
}
