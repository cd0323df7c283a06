package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import nib.api.Event;
import org.junit.jupiter.api.Test;

class EventRecorderTest {
    private final EventRecorder events = new EventRecorder();

    @Test
    void findsWhatHasHappenedAlready() {
        events.on(plan(1));
        assertEquals(plan(1), events.await(Event.PlanApplied.class));
    }

    @Test
    void waitsForWhatAnotherThreadTells() throws InterruptedException {
        Thread other = Thread.ofVirtual().start(() -> {
            events.on(new Event.PlanRefused(2, "no"));
            events.on(plan(7));
        });
        assertEquals(plan(7), events.await(Event.PlanApplied.class, event -> event.number() == 7));
        other.join();
    }

    @Test
    void handsEachEventOutOnceAndKeepsAll() {
        events.on(plan(1));
        events.on(plan(2));
        assertEquals(1, events.await(Event.PlanApplied.class).number());
        assertEquals(2, events.await(Event.PlanApplied.class).number());
        assertEquals(2, events.all(Event.PlanApplied.class).size());
    }

    @Test
    void waitsForANumberOfEvents() throws InterruptedException {
        Thread other = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 100; i++) {
                events.on(plan(i));
            }
        });
        assertEquals(99, events.await(Event.PlanApplied.class, 100).get(99).number());
        other.join();
    }

    @Test
    void saysWhatCameInstead() {
        EventRecorder impatient = new EventRecorder(Duration.ofMillis(1));
        impatient.on(plan(3));
        AssertionError error = assertThrows(AssertionError.class, () -> impatient.await(Event.PlanRefused.class));
        assertTrue(String.valueOf(error.getMessage()).contains("number=3"), error::getMessage);
    }

    private static Event.PlanApplied plan(long number) {
        return new Event.PlanApplied(number, "");
    }
}
