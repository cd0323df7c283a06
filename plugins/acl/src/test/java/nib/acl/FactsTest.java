package nib.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nib.acl.AclSettings.Peer;
import nib.acl.AclSettings.Rule;
import nib.acl.AclSettings.Who;
import nib.api.Address;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Fact;
import nib.spi.Complaint;
import nib.spi.Verb;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

/** Rules about what is known besides the address. */
class FactsTest {
    private static Who countries(String... countries) {
        return new Who(List.of(), List.of(), List.of(countries), List.of(), Optional.empty());
    }

    private static Who peer(List<String> uid, List<String> gid) {
        return new Who(List.of(), List.of(), List.of(), List.of(), Optional.of(new Peer(uid, gid)));
    }

    private static Acl acl(Rule... rules) {
        return (Acl) new AclProvider().create(Lists.settings(Lists.DENY, List.of(rules)));
    }

    private static Rule allow(Who who) {
        return Lists.rule(Verb.ALLOW, who, Optional.empty());
    }

    @Test
    void rulesAboutFactsKeepTheirPlaceAmongOthers() {
        Acl acl = acl(
                Lists.rule(Verb.RESET, "10.0.0.1"),
                Lists.rule(Verb.DROP, countries("KP", "DE"), Optional.empty()),
                Lists.rule(Verb.ALLOW, "10.0.0.0/8"));
        assertEquals("acl: reset 10.0.0.1/32 (entry 1)", reason(acl, "10.0.0.1:1", "DE"));
        assertEquals("acl: drop country DE (entry 3)", reason(acl, "10.0.0.2:1", "DE"));
        assertEquals("acl: allow 10.0.0.0/8 (entry 4)", reason(acl, "10.0.0.2:1", "FR"));
        assertEquals("acl: otherwise deny", reason(acl, "192.0.2.1:1", "FR"));
    }

    private static String reason(Acl acl, String address, String country) {
        Client client = TestClients.at(Address.parse(address));
        client.offer(Fact.COUNTRY, asked -> country);
        return acl.check(client).reason();
    }

    @Test
    void theScopeEndsWhereAFactDecides() {
        Acl acl = acl(Lists.rule(Verb.RESET, "10.0.0.0/24"), Lists.rule(Verb.DROP, countries("KP"), Optional.empty()));
        assertEquals("10.0.0.0/24", String.valueOf(acl.scope(TestClients.at(Address.parse("10.0.0.9:1")))));
        assertNull(acl.scope(TestClients.at(Address.parse("10.0.1.9:1"))));
    }

    @Test
    void whoseCountryIsNotKnownIsMeantByNoCountry() {
        Acl acl = acl(allow(countries("DE")));
        assertEquals("acl: otherwise deny", acl.check(TestClients.neighbour(1)).reason());
    }

    @Test
    void meansAutonomousSystems() {
        Acl acl = acl(allow(new Who(List.of(), List.of(), List.of(), List.of(64500L), Optional.empty())));
        Client client = TestClients.neighbour(1);
        client.learn(Fact.ASN, 64500L);
        assertEquals("acl: allow AS64500 (entry 1)", acl.check(client).reason());
    }

    @Test
    void meansProcessesByUserAndGroup() throws IOException {
        Acl acl = acl(allow(peer(List.of("0", "33"), List.of("7"))), allow(peer(List.of(), List.of("8"))));
        acl.load();
        assertEquals("acl: allow peer (entry 1)", of(acl, new Credentials(33, 7, 1)));
        assertEquals("acl: otherwise deny", of(acl, new Credentials(33, 9, 1)));
        assertEquals("acl: otherwise deny", of(acl, new Credentials(34, 7, 1)));
        assertEquals("acl: allow peer (entry 2)", of(acl, new Credentials(34, 8, 1)));
    }

    private static String of(Acl acl, Credentials peer) {
        Client client = TestClients.at(new Address.Unix("/run/x"));
        client.learn(Fact.CREDENTIALS, peer);
        return acl.check(client).reason();
    }

    @Test
    void knowsUsersByName() throws IOException {
        Acl acl = acl(allow(peer(List.of("root"), List.of())));
        acl.load();
        assertEquals("acl: allow peer (entry 1)", of(acl, new Credentials(0, 0, 1)));
        assertEquals("[/etc/passwd]", acl.files().toString());
    }

    @Test
    void refusesWhatIsNoCountryAndNoSystem() {
        assertEquals(
                "expected a country by two capital letters such as DE, found germany",
                assertThrows(Complaint.class, () -> acl(allow(countries("germany"))))
                        .getMessage());
        Who wrong = new Who(List.of(), List.of(), List.of(), List.of(1L << 32), Optional.empty());
        assertThrows(Complaint.class, () -> acl(allow(wrong)));
    }
}
