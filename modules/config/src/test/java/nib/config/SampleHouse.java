package nib.config;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.api.Address;
import nib.api.Ip;
import nib.api.Prefix;
import nib.spi.About;
import nib.spi.Complaint;
import nib.spi.Default;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Policy;
import nib.spi.Probe;
import nib.spi.Range;
import nib.spi.Settings;
import nib.spi.Shorthand;

/** A configuration with everything that a setting may be. Private records, as a plugin's may be. */
@About("A whole configuration.")
record SampleHouse(
        @Default("{}") Map<String, Listener> listeners,
        @Default("{}") Map<String, Pool> pools,
        @Default("[]") List<Observer> observers,
        @Default("{}") Limits limits,
        Optional<Path> control) {

    static final Settings<SampleHouse> SETTINGS = new Settings<>(SampleHouse.class, MethodHandles.lookup());
    static final Scalars SCALARS = Scalars.usual().with(Bind.class, "tcp://0.0.0.0:80", Bind::parse);

    private record Listener(
            @About("where to listen") Bind bind,
            String pool,
            @Default("[]") List<Guard> guards,
            @Default("auto") Engine engine,
            @Default("true") boolean nodelay) {}

    record Pool(
            List<Server> servers,
            @Default("round-robin") Policy policy,
            Optional<Probe> probe,
            Optional<Server> emergency,
            Optional<Sticky> sticky,
            @Default("30s") @Range(min = "0", max = "1d") Duration blacklist) {
        Pool {
            if (servers.isEmpty()) {
                throw new Complaint("servers", "a pool needs a server");
            }
        }
    }

    record Server(
            @Shorthand Address address,
            Optional<String> name,
            @Default("1") @Range(min = "0", max = "65535") int weight,
            @Default("0") @Range(min = "0") long max) {}

    record Sticky(
            @Default("100000") @Range(min = "1", max = "10000000")
            int clients,

            @Default("64") @Range(min = "1", max = "128") int ipv6Prefix) {
        Sticky {
            if (clients == 13) {
                throw new IllegalArgumentException("thirteen brings bad luck");
            }
        }
    }

    private record Limits(
            @Default("0") int sessions,
            @Default("0.9") @Range(min = "0.1", max = "1") double share,
            @Default("[]") List<Prefix> trusted,
            @Default("{}") Map<String, Long> byName,
            Optional<Ip> source) {}

    private enum Engine {
        AUTO,
        THREADS,
        EVENT_LOOP
    }

    /** A scalar of the house's own. */
    record Bind(String transport, Address address) {
        static Bind parse(String text) {
            int mark = text.indexOf("://");
            if (mark < 0) {
                throw new IllegalArgumentException(
                        "expected a transport and an address such as tcp://0.0.0.0:80, found " + text);
            }
            return new Bind(text.substring(0, mark), Address.parse(text.substring(mark + 3)));
        }

        @Override
        public String toString() {
            return transport + "://" + (address instanceof Address.Unix unix ? unix.path() : address);
        }
    }
}
