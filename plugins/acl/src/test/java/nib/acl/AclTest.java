package nib.acl;

import static nib.acl.Lists.ALLOW;
import static nib.acl.Lists.DENY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.acl.AclSettings.Who;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AclTest {

    @Test
    void letsInWhoIsListedAndClosesOthers() {
        Guard acl = create(Lists.single(Optional.of(Lists.who("10.0.0.0/8", "2001:db8::/32")), Optional.empty(), DENY));
        assertEquals(new Verdict.Allow("acl: allow 10.0.0.0/8 (entry 1)"), acl.check(client("10.255.0.1")));
        assertEquals(new Verdict.Allow("acl: allow 2001:db8::/32 (entry 2)"), acl.check(client("2001:db8::5")));
        assertEquals("acl: otherwise deny", acl.check(client("11.0.0.1")).reason());
        assertDenied(Verdict.How.DENY, acl.check(client("2001:db9::")));
    }

    @Test
    void asksRulesInTheirOrder() {
        Guard acl = rules(
                ALLOW,
                Lists.rule(Verb.ALLOW, "10.1.2.3"),
                Lists.rule(Verb.DENY, "10.0.0.0/8", "192.0.2.0/24"),
                Lists.rule(Verb.ALLOW, "10.1.0.0/16"));
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
                Lists.rule(Verb.ALLOW, "1.1.1.1"),
                Lists.rule(Verb.DENY, "2.2.2.2"),
                Lists.rule(Verb.RESET, "3.3.3.3"),
                Lists.rule(Verb.DROP, "4.4.4.4"),
                Lists.toPool("abuse", "5.5.5.5"));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("1.1.1.1")));
        assertDenied(Verdict.How.DENY, acl.check(client("2.2.2.2")));
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
        Guard acl = rules(new Otherwise(Optional.empty(), Optional.of("slow")), Lists.toPool("abuse", "10.0.0.0/8"));
        assertInstanceOf(Verdict.ToPool.class, acl.check(client("192.0.2.1")));
        assertEquals(Set.of("slow", "abuse"), acl.pools());
    }

    @Test
    void answersWhoHasNoAddressAsEverybodyElse() {
        Guard acl = rules(DENY, Lists.rule(Verb.ALLOW, "0.0.0.0/0", "::/0"));
        Address.Unix socket = new Address.Unix("/run/nib.sock");
        Client client = new Client("local", new Address.Unix(""), socket);
        assertEquals(new Verdict.Deny(Verdict.How.DENY, "acl: otherwise deny"), acl.check(client));
        assertNull(acl.scope(client), "nothing to keep");
    }

    @Test
    void keepsIpv4ClientsOutOfIpv6Blocks() {
        Guard acl = rules(DENY, Lists.rule(Verb.ALLOW, "::/0"));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("2001:db8::1")));
        assertInstanceOf(Verdict.Allow.class, acl.check(client("::1")));
        assertDenied(Verdict.How.DENY, acl.check(client("192.0.2.1")));
    }

    @Test
    void makesEachVerdictOnce() {
        Guard acl = rules(DENY, Lists.rule(Verb.ALLOW, "10.0.0.0/8"));
        assertSame(acl.check(client("10.0.0.1")), acl.check(client("10.9.9.9")));
        assertSame(acl.check(client("192.0.2.1")), acl.check(client("192.0.2.9")));
    }

    @Test
    void refusesListsSideBySide() {
        Optional<Who> ten = Optional.of(Lists.who("10.0.0.0/8"));
        assertComplains(
                "deny",
                "allow and deny side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked",
                Lists.single(ten, ten, DENY));
        Optional<Who> none = Optional.empty();
        assertComplains(
                "reset",
                "rules and reset side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked",
                new AclSettings(List.of(Lists.toPool("abuse", "10.0.0.0/8")), none, none, ten, none, none, DENY));
    }

    @Test
    void refusesARuleWithoutOneVerb() {
        String expected = ": expected clients under one of allow, deny, reset, drop, tarpit, pool; found ";
        Optional<Who> ten = Optional.of(Lists.who("10.0.0.0/8"));
        Optional<Who> none = Optional.empty();
        Rule empty = new Rule(none, none, none, none, none, Optional.empty(), none, Optional.empty());
        Rule two = new Rule(none, ten, none, ten, none, Optional.empty(), none, Optional.empty());
        assertComplains(
                "rules",
                "rule 2" + expected + "none",
                Lists.settings(DENY, List.of(Lists.toPool("abuse", "10.0.0.0/8"), empty)));
        assertComplains("rules", "rule 1" + expected + "deny and drop", Lists.settings(DENY, List.of(two)));
    }

    @Test
    void refusesAPoolForNobody() {
        String expected = "rule 1: pool and from go together: {pool: other, from: [...]}";
        Optional<Who> ten = Optional.of(Lists.who("10.0.0.0/8"));
        Optional<Who> none = Optional.empty();
        Rule nobody = new Rule(none, none, none, none, none, Optional.of("abuse"), none, Optional.empty());
        Rule nowhere = new Rule(none, none, none, none, none, Optional.empty(), ten, Optional.empty());
        assertComplains("rules", expected, Lists.settings(DENY, List.of(nobody)));
        assertComplains("rules", expected, Lists.settings(DENY, List.of(nowhere)));
    }

    @Test
    void refusesALastWordThatIsNone() {
        assertComplains(
                "otherwise",
                "expected allow, deny, reset, drop, tarpit or {pool: other}",
                Lists.settings(new Otherwise(Optional.empty(), Optional.empty()), List.of()));
    }

    private static void assertComplains(String setting, String message, AclSettings settings) {
        Complaint complaint = assertThrows(Complaint.class, () -> create(settings));
        assertEquals(message, complaint.getMessage());
        assertEquals(setting, complaint.setting());
    }

    private static Guard rules(Otherwise otherwise, Rule... rules) {
        return create(Lists.settings(otherwise, List.of(rules)));
    }

    private static Guard create(AclSettings settings) {
        return new AclProvider().create(settings);
    }

    private static void assertDenied(Verdict.How how, Verdict verdict) {
        assertEquals(how, assertInstanceOf(Verdict.Deny.class, verdict).how());
    }

    private static Client client(String ip) {
        return new Client("web", new Address.Inet(Ip.parse(ip), 5000), new Address.Inet(Ip.parse("::1"), 80));
    }
}
