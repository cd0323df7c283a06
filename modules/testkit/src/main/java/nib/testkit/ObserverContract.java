package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import nib.api.End;
import nib.api.Event;
import nib.api.ServerState;
import nib.spi.Observer;
import nib.spi.Resident;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every observer keeps. One that owns a thread or a file is opened and closed as a house would; its settings then
 * name a place where it may write.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class ObserverContract<S extends Record> extends PluginContract<S> {
    private static final int THREADS = 8;
    private static final int FLOOD = 20_000;

    /** For subclasses. */
    protected ObserverContract() {}

    @Override
    protected abstract Observer.Provider<S> provider();

    @Override
    final Object part() {
        return provider().create(settings());
    }

    /** Whatever happens, and whatever somebody has sent, is no reason to throw. */
    @Property(tries = 100)
    public void anyEventIsWelcome(@ForAll("events") List<Event> events) throws IOException {
        ManualHost host = new ManualHost();
        Observer observer = opened(host);
        events.forEach(observer::on);
        close(observer, host);
    }

    /** Events come before the observer is opened and after it is closed, while plans change. */
    @Test
    public void eventsBeforeAndAfterItsLifeDoNoHarm() throws IOException {
        Observer observer = provider().create(settings());
        observer.on(new Event.PlanApplied(1, "before"));
        ManualHost host = new ManualHost();
        if (observer instanceof Resident resident) {
            resident.open(host);
        }
        close(observer, host);
        observer.on(new Event.PlanApplied(2, "after"));
    }

    /** The threads of clients tell it; a flood must cost them no more than the telling. */
    @Test
    @Timeout(60)
    public void aFloodFromManyThreadsHoldsNobodyUp() throws IOException {
        ManualHost host = new ManualHost();
        Observer observer = opened(host);
        Crowd.of(THREADS, thread -> {
            for (int i = 0; i < FLOOD; i++) {
                observer.on(ended(i, "thread " + thread));
            }
        });
        close(observer, host);
    }

    /** Nothing of it stays when the house closes it, however often. */
    @Test
    public void afterItsCloseNoThreadAndNoDescriptorIsLeft() throws IOException {
        lives(1);
        long before = Footprint.descriptors();
        lives(20);
        boolean back = Deadline.usual().until(() -> Footprint.descriptors() <= before + 2);
        assertEquals(true, back, () -> Footprint.descriptors() + " descriptors are open, " + before + " were before");
    }

    private void lives(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            ManualHost host = new ManualHost();
            Observer observer = opened(host);
            observer.on(ended(i, "reason"));
            close(observer, host);
        }
    }

    private Observer opened(ManualHost host) throws IOException {
        Observer observer = provider().create(settings());
        if (observer instanceof Resident resident) {
            resident.open(host);
        }
        return observer;
    }

    private static void close(Observer observer, ManualHost host) {
        if (observer instanceof Resident resident) {
            resident.close();
            resident.close();
        }
        host.awaitNoThreads();
        assertEquals(List.of(), host.failures(), "its threads died of");
        host.clock().advance(Duration.ofHours(1));
        assertEquals(0, host.clock().waiting(), "tasks still wait for their time");
    }

    private static Event ended(long id, String reason) {
        return new Event.ConnectionEnded(
                id,
                TestClients.anywhere(id),
                new Event.Route("pool", "server", 1),
                new Event.Traffic(2, 3),
                new Event.Times(4, 5, 6),
                End.CLIENT_CLOSED,
                reason);
    }

    /** Events of all kinds, with numbers from end to end and any text where text may come from outside. */
    @Provide
    protected Arbitrary<List<Event>> events() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(300);
        Arbitrary<@Nullable String> maybe = text.injectNull(0.3);
        Arbitrary<Long> number = Arbitraries.longs();
        Arbitrary<Event.Route> routes =
                Combinators.combine(maybe, maybe, Arbitraries.integers()).as(Event.Route::new);
        Arbitrary<Event> ended = Combinators.combine(number, routes, number, text, Arbitraries.of(End.class))
                .as((n, route, time, reason, end) -> new Event.ConnectionEnded(
                        n,
                        TestClients.anywhere(n),
                        route,
                        new Event.Traffic(n, ~n),
                        new Event.Times(time, ~time, n),
                        end,
                        reason));
        Arbitrary<Event> others = Combinators.combine(
                        text, text, Arbitraries.of(ServerState.class), Arbitraries.of(ServerState.class))
                .flatAs((one, two, from, to) -> Arbitraries.of(
                        new Event.AttemptFailed(TestClients.neighbour(1), one, two, from == to, two),
                        new Event.ServerChanged(one, two, from, to, two),
                        new Event.AcceptPaused(one, from == to, two),
                        new Event.PlanApplied(one.length(), two),
                        new Event.PlanRefused(one.length(), two),
                        new Event.PluginFailed(one, two, one),
                        new Event.Note(one, from == to, two)));
        return Arbitraries.oneOf(ended, others).list().ofMaxSize(20).withoutEdgeCases();
    }
}
