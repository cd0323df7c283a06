package nib.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nib.api.Event;
import nib.testkit.EventRecorder;
import nib.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Event NOTE = new Event.Note("acl", false, "all is well");

    private final Events events = new Events(new RateLimit(new ManualClock()));

    @Test
    void everyObserverIsToldAlsoAfterOneThatThrows() {
        EventRecorder first = new EventRecorder();
        EventRecorder last = new EventRecorder();
        events.observers(List.of(
                first,
                event -> {
                    throw new IllegalStateException("deaf");
                },
                event -> {
                    throw new NoClassDefFoundError("some/Library");
                },
                last));
        events.tell(NOTE);
        assertEquals(List.of(NOTE), first.all());
        assertEquals(List.of(NOTE), last.all());
    }

    @Test
    void observersThatAreReplacedHearNoMore() {
        EventRecorder old = new EventRecorder();
        EventRecorder young = new EventRecorder();
        events.observers(List.of(old));
        events.observers(List.of(young));
        events.tell(NOTE);
        assertEquals(List.of(), old.all());
        assertEquals(List.of(NOTE), young.all());
    }
}
