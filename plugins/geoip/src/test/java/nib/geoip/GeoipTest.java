package nib.geoip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.api.Fact;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.geoip.GeoipSettings.Otherwise;
import nib.geoip.GeoipSettings.Rule;
import nib.geoip.GeoipSettings.Who;
import nib.spi.Complaint;
import nib.testkit.ManualHost;
import nib.testkit.Mmdb;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoipTest {
    @TempDir
    Path folder;

    private final ManualHost host = new ManualHost();

    private Path world() {
        return write(Databases.world());
    }

    private Path write(Mmdb database) {
        return Databases.write(folder.resolve("world.mmdb"), database.bytes());
    }

    private Geoip open(GeoipSettings settings) {
        Geoip geoip = (Geoip) new GeoipProvider().create(settings);
        geoip.load();
        geoip.open(host);
        return geoip;
    }

    private static Client client(String ip) {
        return TestClients.at(new Address.Inet(Ip.parse(ip), 1));
    }

    private static String reason(Geoip geoip, String ip) {
        return geoip.check(client(ip)).reason();
    }

    @Test
    void theFirstRuleThatMeansThePlaceDecides() {
        Geoip geoip = open(Databases.settings(
                world(),
                Databases.ALLOW,
                Databases.deny(Databases.countries("KP", "US")),
                Databases.pool("eu", new Who(List.of(), List.of("EU"), List.of(), List.of(), List.of()))));
        assertEquals("geoip: pool eu (rule 2)", reason(geoip, "10.1.2.3"));
        assertInstanceOf(Verdict.ToPool.class, geoip.check(client("2001:db8::1")));
        assertEquals(new Verdict.Deny(Verdict.How.DENY, "geoip: deny (rule 1)"), geoip.check(client("2001:db8:1::1")));
        assertEquals("geoip: otherwise allow", reason(geoip, "203.0.113.1"));
        assertEquals(Set.of("eu"), geoip.pools());
        assertEquals(Prefix.parse("10.1.0.0/16"), geoip.scope(client("10.1.2.3")));
    }

    @Test
    void tellsCountryAndSystemToWhoeverAsks() {
        Path systems = Databases.write(
                folder.resolve("asn.mmdb"),
                new Mmdb(4, 24, 0).with("10.0.0.0/8", Databases.system(64500)).bytes());
        Geoip geoip = open(Databases.settings(List.of(world(), systems), Databases.ALLOW));
        Client client = client("10.1.2.3");
        geoip.check(client);
        assertEquals("FR", client.fact(Fact.COUNTRY));
        assertEquals(64500L, client.fact(Fact.ASN));
        Client nowhere = client("203.0.113.1");
        geoip.check(nowhere);
        assertNull(nowhere.fact(Fact.COUNTRY));
    }

    @Test
    void knowsRegionsSystemsAndTraits() {
        Map<String, Object> berlin = Map.of(
                "registered_country",
                Map.of("iso_code", "DE"),
                "subdivisions",
                List.of(Map.of("iso_code", "BE", "names", Map.of("en", "Land Berlin"))),
                "city",
                Map.of("names", Map.of("en", "Berlin")));
        Path file = write(new Mmdb(0)
                .with("10.0.0.0/8", berlin)
                .with("11.0.0.0/8", Databases.system(64500))
                .with("12.0.0.0/8", Map.of("is_hosting_provider", true, "is_anonymous", false))
                .with("13.0.0.0/8", Map.of("traits", Map.of("is_tor_exit_node", true))));
        Who who = new Who(List.of(), List.of(), List.of("DE-BE"), List.of(64500L), List.of(Trait.HOSTING, Trait.TOR));
        Geoip geoip = open(Databases.settings(file, Databases.ALLOW, Databases.deny(who)));
        for (String ip : List.of("10.0.0.1", "11.0.0.1", "12.0.0.1", "13.0.0.1")) {
            assertEquals("geoip: deny (rule 1)", reason(geoip, ip));
        }
        assertEquals("geoip: otherwise allow", reason(geoip, "14.0.0.1"));
    }

    @Test
    void withoutADatabaseNobodyIsLetIn() {
        Path missing = folder.resolve("none.mmdb");
        Geoip denying = open(Databases.settings(missing, Databases.ALLOW, Databases.deny(Databases.countries("KP"))));
        assertEquals(new Verdict.Deny(Verdict.How.DENY, "geoip: no database"), denying.check(client("10.0.0.1")));
        assertNull(denying.scope(client("10.0.0.1")));
        assertEquals(
                new Event.Note(
                        "geoip", true, "cannot use the database " + missing + ": it does not exist; nobody is let in"),
                host.events().await(Event.Note.class));
        Geoip allowing = open(Databases.settings(missing, Databases.DENY));
        assertInstanceOf(Verdict.Deny.class, allowing.check(client("10.0.0.1")));
    }

    @Test
    void withoutADatabaseWhoeverOnlyTellsLetsEverybodyIn() {
        Geoip geoip = open(Databases.settings(folder.resolve("none.mmdb"), Databases.ALLOW));
        Client client = client("10.0.0.1");
        assertEquals("geoip: no database, otherwise allow", geoip.check(client).reason());
        assertNull(client.fact(Fact.COUNTRY));
    }

    @Test
    void takesANewDatabaseWhole() {
        Geoip geoip = open(Databases.settings(world(), Databases.ALLOW, Databases.deny(Databases.countries("KP"))));
        assertInstanceOf(Verdict.Allow.class, geoip.check(client("10.0.0.1")));
        long before = geoip.generation();
        write(new Mmdb(0).with("10.0.0.0/8", Databases.country("KP", "AS")));
        geoip.load();
        assertTrue(geoip.generation() > before);
        assertInstanceOf(Verdict.Deny.class, geoip.check(client("10.0.0.1")));
        assertInstanceOf(Verdict.Allow.class, geoip.check(client("192.0.2.1")));
    }

    @Test
    void keepsTheOldDatabaseWhenTheNewOneIsBad() {
        Path file = world();
        Geoip geoip = open(Databases.settings(file, Databases.ALLOW, Databases.deny(Databases.countries("KP"))));
        host.events().clear();
        byte[] whole = Databases.world().bytes();
        Databases.write(file, Arrays.copyOf(whole, whole.length / 2));
        geoip.load();
        Event.Note note = host.events().await(Event.Note.class);
        assertEquals(
                "cannot use the database " + file + ": it is not in the MaxMind DB format; the one before stays in use",
                note.text());
        assertInstanceOf(Verdict.Deny.class, geoip.check(client("192.0.2.1")));
        assertInstanceOf(Verdict.Allow.class, geoip.check(client("10.0.0.1")));
    }

    @Test
    void isNotTouchedByAFileThatIsCutOffInPlace() throws Exception {
        Path file = world();
        Geoip geoip = open(Databases.settings(file, Databases.ALLOW, Databases.deny(Databases.countries("KP"))));
        Files.write(file, new byte[0]);
        assertInstanceOf(Verdict.Deny.class, geoip.check(client("192.0.2.1")));
    }

    @Test
    void tellsTheAgeAndWarnsOfOldDatabases() {
        long now = host.clock().millis() / 1000;
        long day = Duration.ofDays(1).toSeconds();
        Geoip geoip = open(Databases.settings(write(new Mmdb(now - 29 * day)), Databases.ALLOW));
        assertEquals(
                new Event.Note("geoip", false, "world.mmdb (Nib-Test) is 29 days old"),
                host.events().await(Event.Note.class));
        host.clock().advance(Duration.ofDays(2));
        assertEquals(
                new Event.Note("geoip", true, "world.mmdb (Nib-Test) is 31 days old, which is too old"),
                host.events().await(Event.Note.class, Event.Note::warning));
        geoip.close();
        host.events().clear();
        host.clock().advance(Duration.ofDays(5));
        assertEquals(List.of(), host.events().all());
    }

    @Test
    void whoHasNoAddressIsAsEverybodyElse() {
        Geoip geoip = open(Databases.settings(world(), Databases.DENY));
        assertEquals(
                "geoip: otherwise deny",
                geoip.check(TestClients.at(new Address.Unix("/run/x"))).reason());
    }

    @Test
    void refusesWhatIsNoPlace() {
        Path file = folder.resolve("world.mmdb");
        GeoipProvider provider = new GeoipProvider();
        assertThrows(
                Complaint.class,
                () -> provider.create(
                        Databases.settings(file, Databases.ALLOW, Databases.deny(Databases.countries("Germany")))));
        assertThrows(Complaint.class, () -> provider.create(Databases.settings(List.of(), Databases.ALLOW)));
        Optional<Who> none = Optional.empty();
        Rule empty = new Rule(none, none, none, none, none, Optional.empty(), none);
        assertThrows(Complaint.class, () -> provider.create(Databases.settings(file, Databases.ALLOW, empty)));
        Otherwise nothing = new Otherwise(Optional.empty(), Optional.empty());
        assertThrows(Complaint.class, () -> provider.create(Databases.settings(file, nothing)));
    }
}
