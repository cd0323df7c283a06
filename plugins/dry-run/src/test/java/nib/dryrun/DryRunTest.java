package nib.dryrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nib.api.Client;
import nib.api.Event;
import nib.api.Verdict;
import nib.spi.Complaint;
import nib.spi.Counting;
import nib.spi.Guard;
import nib.testkit.ManualHost;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final Verdict ALLOW = new Verdict.Allow("fine");
    private static final Verdict DENY = new Verdict.Deny(Verdict.How.RESET, "acl: reset 10.0.0.0/8 (entry 1)");
    private static final Client CLIENT = TestClients.neighbour(1);
    private final ManualHost host = new ManualHost();
    private final List<String> told = new ArrayList<>();

    private Counting open(Guard... guards) {
        DryRun dryRun = (DryRun) new DryRunProvider().create(new DryRunSettings(List.of(guards)));
        dryRun.open(host);
        return dryRun;
    }

    private Counting counting(Verdict verdict) {
        return new Counting() {
            @Override
            public Verdict check(Client client) {
                return ALLOW;
            }

            @Override
            public Permit admit(Client client) {
                told.add("admit");
                return new Held() {
                    @Override
                    public Verdict verdict() {
                        return verdict;
                    }

                    @Override
                    public void giveBack() {
                        told.add("back");
                    }
                };
            }
        };
    }

    @Test
    void letsInWhomTheGuardWouldTurnAwayAndTells() {
        Counting dryRun = open(client -> DENY);
        assertEquals(
                new Verdict.Allow("dry-run: would turn away: acl: reset 10.0.0.0/8 (entry 1)"), dryRun.check(CLIENT));
        assertEquals(List.of(), host.events().all(), "to ask tells nobody");
        assertInstanceOf(Verdict.Allow.class, dryRun.admit(CLIENT).verdict());
        assertEquals(
                new Event.Note(
                        "dry-run",
                        false,
                        "test would turn away: acl: reset 10.0.0.0/8 (entry 1) (10.0.0.1:40000);"
                                + " in all 1 turned away, 0 sent elsewhere"),
                host.events().await(Event.Note.class));
    }

    @Test
    void tellsOnceASecondAndCountsEach() {
        Counting dryRun = open(client -> new Verdict.ToPool("slow", "busy"));
        for (int i = 0; i < 10; i++) {
            dryRun.admit(CLIENT);
        }
        assertEquals(1, host.events().all().size());
        host.clock().advance(Duration.ofSeconds(1));
        dryRun.admit(CLIENT);
        assertEquals(
                "test would send to pool slow: busy (10.0.0.1:40000); in all 0 turned away, 11 sent elsewhere",
                host.events().all(Event.Note.class).getLast().text());
    }

    @Test
    void countsAsTheGuardsThatCountWould() {
        Counting dryRun = open(counting(ALLOW), counting(DENY), counting(ALLOW));
        Counting.Held held = assertInstanceOf(Counting.Held.class, dryRun.admit(CLIENT));
        assertInstanceOf(Verdict.Allow.class, held.verdict());
        assertEquals(List.of("admit", "admit"), told, "the third would not have been asked");
        held.giveBack();
        assertEquals(List.of("admit", "admit", "back", "back"), told);
        assertEquals(1, host.events().all().size());
    }

    @Test
    void countsNobodyWhomAGuardBeforeWouldTurnAway() {
        Counting dryRun = open(client -> DENY, counting(ALLOW));
        dryRun.admit(CLIENT);
        assertEquals(List.of(), told);
    }

    @Test
    void hasNothingToSayOfWhoIsLetInAnyway() {
        Counting dryRun = open(client -> ALLOW);
        assertSame(dryRun.check(CLIENT), dryRun.admit(CLIENT).verdict());
        assertEquals(List.of(), host.events().all());
    }

    @Test
    void namesThePoolsOfItsGuards() {
        Guard slow = new Guard() {
            @Override
            public Verdict check(Client client) {
                return ALLOW;
            }

            @Override
            public Set<String> pools() {
                return Set.of("slow");
            }
        };
        assertEquals(Set.of("slow"), open(slow).pools());
    }

    @Test
    void refusesToTryNothing() {
        assertThrows(Complaint.class, () -> new DryRunProvider().create(new DryRunSettings(List.of())));
    }
}
