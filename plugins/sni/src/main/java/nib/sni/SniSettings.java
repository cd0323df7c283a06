package nib.sni;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** Which name goes where. */
@About("Chooses the pool by the name that a client asks for in TLS, which is passed on as it is.")
record SniSettings(
        @About("Pools by name: app.example, or *.example for every name with one label more.") @Default("{}")
        Map<String, String> names,

        @About("Pools by protocol (ALPN): the first offered that is listed, before any name.") @Default("{}")
        Map<String, String> alpn,

        @About("What becomes of a client whose name is not listed, or that names none.") @Default("refuse")
        Way otherwise,

        @About("What becomes of a client that begins with anything but TLS.") @Default("refuse")
        Way plain,

        @About("What becomes of a client that says nothing at all, as where the server speaks first.")
        @Default("refuse")
        Way silent,

        @About("How long to wait for a client that says nothing, unless such clients are refused.")
        @Default("3s")
        @Range(min = "10ms", max = "1h")
        Duration patience) {

    /** Where to. */
    @About("Where to: refuse, pass, or a pool.")
    record Way(
            @About("refuse to close, pass for the pool of the listener.") @Shorthand
            Optional<Verb> verb,

            @About("Another pool.") Optional<String> pool) {}

    /** The ways without a name. */
    enum Verb {
        /** Close. */
        REFUSE,
        /** Go on to the pool of the listener. */
        PASS
    }
}
