package nib.geoip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nib.geoip.GeoipSettings.Otherwise;
import nib.geoip.GeoipSettings.Rule;
import nib.geoip.GeoipSettings.Who;
import nib.spi.Verb;
import nib.testkit.Mmdb;

/** Databases and settings, written shortly. */
final class Databases {
    static final Otherwise DENY = new Otherwise(Optional.of(Verb.DENY), Optional.empty());
    static final Otherwise ALLOW = new Otherwise(Optional.of(Verb.ALLOW), Optional.empty());
    private static final Optional<Who> NOBODY = Optional.empty();

    private Databases() {}

    static Map<String, Object> country(String country, String continent) {
        return Map.of("country", Map.of("iso_code", country), "continent", Map.of("code", continent));
    }

    static Map<String, Object> system(long number) {
        return Map.of("autonomous_system_number", number, "autonomous_system_organization", "Example " + number);
    }

    static Mmdb world() {
        return new Mmdb(1_700_000_000)
                .with("10.0.0.0/8", country("DE", "EU"))
                .with("10.1.0.0/16", country("FR", "EU"))
                .with("192.0.2.0/24", country("KP", "AS"))
                .with("2001:db8::/32", country("DE", "EU"))
                .with("2001:db8:1::/48", country("US", "NA"));
    }

    /** Puts it in the place of what was there, as programs that fetch databases do. */
    static Path write(Path file, byte[] bytes) {
        try {
            Path fresh = Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes);
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Who countries(String... countries) {
        return new Who(List.of(countries), List.of(), List.of(), List.of(), List.of());
    }

    static Rule deny(Who who) {
        Optional<Who> some = Optional.of(who);
        return new Rule(NOBODY, some, NOBODY, NOBODY, NOBODY, Optional.empty(), NOBODY);
    }

    static Rule pool(String pool, Who who) {
        return new Rule(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, Optional.of(pool), Optional.of(who));
    }

    static GeoipSettings settings(Path database, Otherwise otherwise, Rule... rules) {
        return settings(List.of(database), otherwise, rules);
    }

    static GeoipSettings settings(List<Path> databases, Otherwise otherwise, Rule... rules) {
        return new GeoipSettings(databases, Stream.of(rules).toList(), NOBODY, NOBODY, otherwise, Duration.ofDays(30));
    }
}
