package nib.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Complaint;
import nib.spi.Guard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AclTest {
    private static final Otherwise DENY = new Otherwise(Optional.of(Verb.DENY), Optional.empty());
    private static final Otherwise ALLOW = new Otherwise(Optional.of(Verb.ALLOW), Optional.empty());

    @Test
    void letsInWhoIsListedAndClosesOthers() {
        Guard acl = create(new AclSettings(
                List.of(), blocks("10.0.0.0/8", "2001:db8::/32"), List.of(), List.of(), List.of(), DENY));
        assertEquals(new Verdict.Allow("acl: allow 10.0.0.0/8 (entry 1)"), acl.check(client("10.255.0.1")));
        assertEquals(new Verdict.Allow("acl: allow 2001:db8::/32 (entry 2)"), acl.check(client("2001:db8::5")));
        assertEquals("acl: otherwise deny", acl.check(client("11.0.0.1")).reason());
        assertDenied(Verdict.How.CLOSE, acl.check(client("2001:db9::")));
    }

    @Test
    void asksRulesInTheirOrder() {
        Guard acl = rules(
                ALLOW,
                rule(blocks("10.1.2.3"), List.of(), List.of(), List.of()),
                rule(List.of(), blocks("10.0.0.0/8", "192.0.2.0/24"), List.of(), List.of()),
                rule(blocks("10.1.0.0/16"), List.of(), List.of(), List.of()));
        assertEquals(
                "acl: allow 10.1.2.3/32 (entry 1)",
                acl.check(client("10.1.2.3")).reason());
        assertEquals(
                "acl: deny 10.0.0.0/8 (entry 2)", acl.check(client("10.1.2.4")).reason());
        assertEquals(
                "acl: deny 192.0.2.0/24 (entry 3)",
                acl.check(client("192.0.2.200")).reason());
        assertEquals("acl: otherwise allow", acl.check(client("::1")).reason());
    }

    @Test
    void hasAVerdictForEachVerb() {
        Guard acl = rules(
                DENY,
                rule(blocks("1.1.1.1"), List.of(), List.of(), List.of()),
                rule(List.of(), blocks("2.2.2.2"), List.of(), List.of()),
                rule(List.of(), List.of(), blocks("3.3.3.3"), List.of()),
                rule(List.of(), List.of(), List.of(), blocks("4.4.4.4")),
                toPool("abuse", "5.5.5.5"));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("1.1.1.1")));
        assertDenied(Verdict.How.CLOSE, acl.check(client("2.2.2.2")));
        assertDenied(Verdict.How.RESET, acl.check(client("3.3.3.3")));
        assertDenied(Verdict.How.DROP, acl.check(client("4.4.4.4")));
        assertEquals(new Verdict.ToPool("abuse", "acl: pool abuse 5.5.5.5/32 (entry 5)"), acl.check(client("5.5.5.5")));
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void endsWithTheVerbThatIsWritten(Verb verb) {
        Guard acl = rules(new Otherwise(Optional.of(verb), Optional.empty()));
        assertEquals("acl: otherwise " + verb, acl.check(client("192.0.2.1")).reason());
        assertEquals(Prefix.parse("0.0.0.0/0"), acl.scope(client("192.0.2.1")), "everybody");
        assertEquals(Prefix.parse("::/0"), acl.scope(client("2001:db8::1")), "everybody");
    }

    @Test
    void mayEndWithAPoolAndNamesAllItsPools() {
        Guard acl = rules(new Otherwise(Optional.empty(), Optional.of("slow")), toPool("abuse", "10.0.0.0/8"));
        assertInstanceOf(Verdict.ToPool.class, acl.check(client("192.0.2.1")));
        assertEquals(Set.of("slow", "abuse"), acl.pools());
    }

    @Test
    void answersWhoHasNoAddressAsEverybodyElse() {
        Guard acl = rules(DENY, rule(blocks("0.0.0.0/0", "::/0"), List.of(), List.of(), List.of()));
        Address.Unix socket = new Address.Unix("/run/nib.sock");
        Client client = new Client("local", new Address.Unix(""), socket);
        assertEquals(new Verdict.Deny(Verdict.How.CLOSE, "acl: otherwise deny"), acl.check(client));
        assertNull(acl.scope(client), "nothing to keep");
    }

    @Test
    void keepsIpv4ClientsOutOfIpv6Blocks() {
        Guard acl = rules(DENY, rule(blocks("::/0"), List.of(), List.of(), List.of()));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("2001:db8::1")));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("::1")));
        assertDenied(Verdict.How.CLOSE, acl.check(client("192.0.2.1")));
    }

    @Test
    void makesEachVerdictOnce() {
        Guard acl = rules(DENY, rule(blocks("10.0.0.0/8"), List.of(), List.of(), List.of()));
        assertSame(acl.check(client("10.0.0.1")), acl.check(client("10.9.9.9")));
        assertSame(acl.check(client("192.0.2.1")), acl.check(client("192.0.2.9")));
    }

    @Test
    void refusesListsSideBySide() {
        assertComplains(
                "deny",
                "allow and deny side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked",
                new AclSettings(List.of(), blocks("10.0.0.0/8"), blocks("10.1.0.0/16"), List.of(), List.of(), DENY));
        assertComplains(
                "reset",
                "rules and reset side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked",
                new AclSettings(
                        List.of(toPool("abuse", "10.0.0.0/8")),
                        List.of(),
                        List.of(),
                        blocks("10.1.0.0/16"),
                        List.of(),
                        DENY));
    }

    @Test
    void refusesARuleWithoutOneVerb() {
        String expected = ": expected addresses under one of allow, deny, reset, drop, pool; found ";
        assertComplains(
                "rules",
                "rule 2" + expected + "none",
                settings(DENY, toPool("abuse", "10.0.0.0/8"), rule(List.of(), List.of(), List.of(), List.of())));
        assertComplains(
                "rules",
                "rule 1" + expected + "deny and drop",
                settings(DENY, rule(List.of(), blocks("10.0.0.0/8"), List.of(), blocks("10.0.0.0/8"))));
    }

    @Test
    void refusesAPoolForNobody() {
        String expected = "rule 1: pool and from go together: {pool: other, from: [...]}";
        List<Prefix> none = List.of();
        assertComplains(
                "rules", expected, settings(DENY, new Rule(none, none, none, none, Optional.of("abuse"), none)));
        assertComplains(
                "rules",
                expected,
                settings(DENY, new Rule(none, none, none, none, Optional.empty(), blocks("10.0.0.0/8"))));
    }

    @Test
    void refusesALastWordThatIsNone() {
        assertComplains(
                "otherwise",
                "expected allow, deny, reset, drop or {pool: other}",
                settings(new Otherwise(Optional.empty(), Optional.empty())));
    }

    private static void assertComplains(String setting, String message, AclSettings settings) {
        Complaint complaint = assertThrows(Complaint.class, () -> create(settings));
        assertEquals(message, complaint.getMessage());
        assertEquals(setting, complaint.setting());
    }

    private static Guard rules(Otherwise otherwise, Rule... rules) {
        return create(settings(otherwise, rules));
    }

    private static AclSettings settings(Otherwise otherwise, Rule... rules) {
        return new AclSettings(List.of(rules), List.of(), List.of(), List.of(), List.of(), otherwise);
    }

    private static Guard create(AclSettings settings) {
        return new AclProvider().create(settings);
    }

    private static Rule rule(List<Prefix> allow, List<Prefix> deny, List<Prefix> reset, List<Prefix> drop) {
        return new Rule(allow, deny, reset, drop, Optional.empty(), List.of());
    }

    private static Rule toPool(String pool, String... from) {
        return new Rule(List.of(), List.of(), List.of(), List.of(), Optional.of(pool), blocks(from));
    }

    private static List<Prefix> blocks(String... blocks) {
        return Stream.of(blocks).map(Prefix::parse).toList();
    }

    private static void assertDenied(Verdict.How how, Verdict verdict) {
        assertEquals(how, assertInstanceOf(Verdict.Deny.class, verdict).how());
    }

    private static Client client(String ip) {
        return new Client("web", new Address.Inet(Ip.parse(ip), 5000), new Address.Inet(Ip.parse("::1"), 80));
    }
}
