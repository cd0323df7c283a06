package nib.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nib.api.Address;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.rate.RateSettings.Over;
import nib.rate.RateSettings.Per;
import nib.spi.Complaint;
import nib.spi.Counting;
import nib.testkit.ManualHost;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateTest {
    private static final Over RESET = new Over(Optional.of(Verdict.How.RESET), Optional.empty(), Optional.empty());
    private final ManualHost host = new ManualHost();

    private Rate open(RateSettings settings) {
        Rate rate = (Rate) new RateProvider().create(settings);
        rate.open(host);
        return rate;
    }

    private static RateSettings settings(int most, int burst, Per per) {
        return new RateSettings(most, Duration.ofSeconds(1), burst, per, 24, 64, 1000, RESET);
    }

    private static Client client(String address) {
        return TestClients.at(Address.parse(address));
    }

    @Test
    void letsInAsManyAsItSaysAndMoreWithTime() {
        Rate rate = open(settings(2, 0, Per.CLIENT));
        Client client = client("10.0.0.1:1000");
        assertEquals("rate: not more than 2 in 1s for one client", reason(rate, client));
        assertInstanceOf(Verdict.Allow.class, rate.admit(client).verdict());
        assertEquals(new Verdict.Deny(Verdict.How.RESET, "rate: more than 2 in 1s for one client"), rate.check(client));
        assertSame(rate.check(client), rate.admit(client).verdict());
        host.clock().advance(Duration.ofMillis(499));
        assertInstanceOf(Verdict.Deny.class, rate.check(client));
        host.clock().advance(Duration.ofMillis(1));
        assertInstanceOf(Verdict.Allow.class, rate.check(client));
        assertInstanceOf(Verdict.Allow.class, rate.admit(client).verdict());
        assertInstanceOf(Verdict.Deny.class, rate.admit(client).verdict());
    }

    private static String reason(Rate rate, Client client) {
        return rate.admit(client).verdict().reason();
    }

    @Test
    void showsHowManyAreCountedAndBeginsAnew() {
        Rate rate = open(settings(1, 0, Per.CLIENT));
        rate.admit(client("10.0.0.1:1000"));
        rate.admit(client("10.0.1.1:1000"));
        assertEquals(Map.of("clients", 2L, "forgotten", 0L), rate.counters());
        assertInstanceOf(Verdict.Deny.class, rate.check(client("10.0.0.1:1000")));
        rate.reset();
        assertEquals(Map.of("clients", 0L, "forgotten", 0L), rate.counters());
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("10.0.0.1:1000")).verdict());
        host.clock().advance(Duration.ofSeconds(1));
        assertEquals(0, rate.counters().get("clients"), "its time has passed");
    }

    @Test
    void toAskCountsNothing() {
        Rate rate = open(settings(1, 0, Per.CLIENT));
        Client client = client("10.0.0.1:1000");
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Verdict.Allow.class, rate.check(client));
        }
    }

    @Test
    void neighboursOfOnePrefixAreOneClient() {
        Rate rate = open(settings(1, 0, Per.CLIENT));
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("10.0.0.1:1000")).verdict());
        assertInstanceOf(Verdict.Deny.class, rate.admit(client("10.0.0.255:1")).verdict());
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("10.0.1.1:1000")).verdict());
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("[2001:db8::1]:1")).verdict());
        assertInstanceOf(
                Verdict.Deny.class, rate.admit(client("[2001:db8::2:0:0:1]:1")).verdict());
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("[2001:db8:0:1::1]:1")).verdict());
    }

    @Test
    void allClientsMayBeCountedTogether() {
        Rate rate = open(settings(1, 2, Per.ALL));
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("10.0.0.1:1000")).verdict());
        assertInstanceOf(
                Verdict.Allow.class, rate.admit(client("[2001:db8::1]:1")).verdict());
        assertInstanceOf(
                Verdict.Deny.class, rate.admit(client("192.0.2.1:1000")).verdict());
        assertInstanceOf(
                Verdict.Deny.class,
                rate.admit(TestClients.at(new Address.Unix("/run/x"))).verdict());
    }

    @Test
    void whoComesTooOftenMayWaitForItsTime() {
        Over queue = new Over(Optional.empty(), Optional.empty(), Optional.of(Duration.ofMillis(1500)));
        Rate rate = open(new RateSettings(1, Duration.ofSeconds(1), 0, Per.CLIENT, 32, 64, 16, queue));
        Client client = client("10.0.0.1:1000");
        assertEquals(0, rate.admit(client).delay());
        assertEquals(
                "rate: more than 1 in 1s for one client; it waits for 1000 ms",
                rate.check(client).reason());
        Counting.Permit later = rate.admit(client);
        assertInstanceOf(Verdict.Allow.class, later.verdict());
        assertEquals(1_000_000_000, later.delay());
        assertInstanceOf(Verdict.Deny.class, rate.admit(client).verdict(), "two seconds would be too long");
        host.clock().advance(Duration.ofMillis(500));
        assertEquals(1_500_000_000, rate.admit(client).delay());
    }

    @Test
    void tellsWhenItHasTooLittleRoom() {
        RateSettings small = new RateSettings(1, Duration.ofHours(1), 0, Per.CLIENT, 32, 64, 16, RESET);
        Rate rate = open(small);
        for (int i = 0; i < 1000; i++) {
            rate.admit(TestClients.neighbour(i));
        }
        Event.Note note = host.events().await(Event.Note.class);
        assertTrue(note.warning());
        assertTrue(note.text().startsWith("more clients at once than it has room for"), note::text);
        assertEquals(1, host.events().all().size(), "once a minute");
    }

    @ParameterizedTest
    @EnumSource
    void hasAVerdictForEachWord(Verdict.How how) {
        Over over = new Over(Optional.of(how), Optional.empty(), Optional.empty());
        Rate rate = open(new RateSettings(1, Duration.ofSeconds(1), 0, Per.CLIENT, 32, 64, 16, over));
        rate.admit(TestClients.neighbour(1));
        assertEquals(
                how,
                assertInstanceOf(Verdict.Deny.class, rate.check(TestClients.neighbour(1)))
                        .how());
    }

    @Test
    void refusesWhatItCannotCount() {
        RateProvider provider = new RateProvider();
        Over both = new Over(Optional.of(Verdict.How.DENY), Optional.of("slow"), Optional.empty());
        Complaint over = assertThrows(
                Complaint.class,
                () -> provider.create(new RateSettings(1, Duration.ofSeconds(1), 0, Per.CLIENT, 32, 64, 16, both)));
        assertEquals("over", over.setting());
        Complaint burst = assertThrows(
                Complaint.class,
                () -> provider.create(
                        new RateSettings(1, Duration.ofDays(1), 1_000_000_000, Per.CLIENT, 32, 64, 16, RESET)));
        assertEquals("burst", burst.setting());
    }
}
