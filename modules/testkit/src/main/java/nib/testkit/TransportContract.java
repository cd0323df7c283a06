package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Transport.ConnectTerms;
import nib.spi.Transport.ListenTerms;
import nib.spi.Transport.Listening;
import nib.spi.Transport.Options;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every transport keeps. Without a word more it is tried on loopback, with IPv4 and IPv6; a transport for other
 * addresses overrides {@link #places}.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class TransportContract<S extends Record> extends WireContract<S> {
    private static final int CROWD = 1000;

    /** For subclasses. */
    protected TransportContract() {}

    @Override
    protected abstract Transport.Provider<S> provider();

    /** Where to listen in these tests, one after the other; a port of 0 is the system's choice. */
    protected List<Address> places() {
        return List.of(new Address.Inet(Ip.parse("127.0.0.1"), 0), new Address.Inet(Ip.parse("::1"), 0));
    }

    /** Whether a connect can wait in vain for an answer, as TCP's does. */
    protected boolean timesOut() {
        return true;
    }

    /** Whether clients that wait when a listener is closed are still handed out. */
    protected boolean handsOutItsQueue() {
        return true;
    }

    /** Whether one can connect from an address of one's choice. */
    protected boolean takesSource() {
        return true;
    }

    /** An address of this machine to connect from, where {@link #places} begins; not the one that would be chosen. */
    protected Address source() {
        return new Address.Inet(Ip.parse("127.0.0.2"), 0);
    }

    /** An address that is not this machine's, to connect from; by default one that is reserved for documentation. */
    protected Address foreignSource() {
        return new Address.Inet(Ip.parse("192.0.2.1"), 0);
    }

    @Override
    final Object part() {
        return transport();
    }

    @Override
    Ends ends() throws IOException {
        try (Listening listening = listen(place())) {
            Aside<Wire> near = Aside.of(() -> connect(listening.local()));
            Wire far = Aside.get(() -> listening.accept(Options.USUAL));
            return new Ends(near.get(), far);
        }
    }

    /** Every family and both directions, at once short and complete. */
    @Test
    public void aConversationIsPossibleAtEveryPlace() throws IOException {
        for (Address place : places()) {
            assertTrue(transport().reaches(place), () -> "does not reach " + place);
            try (Listening listening = listen(place)) {
                Aside<Wire> connecting = Aside.of(() -> connect(listening.local()));
                try (Wire far = Aside.get(() -> listening.accept(Options.USUAL));
                        Wire near = connecting.get()) {
                    assertEquals(listening.local(), near.remote());
                    assertEquals(near.local(), far.remote());
                    ByteLedger ledger = new ByteLedger(6, 1000);
                    Aside<Boolean> talk = sending(near, ledger);
                    receiving(far, ledger).get();
                    talk.get();
                }
            }
        }
    }

    /** The server's fault, not ours: another server will be tried. */
    @Test
    public void nobodyThereIsTheServersFault() throws IOException {
        for (Address place : places()) {
            Address empty = deserted(place);
            IOException e = assertThrows(IOException.class, () -> Aside.get(() -> connect(empty)));
            assertFalse(e instanceof LocalFailure, () -> "blames our own machine: " + e);
            assertSays(e);
        }
    }

    /** A server that does not answer costs its time and no more. */
    @Test
    public void aSilentServerIsGivenUpWhenTheTimeIsOver() throws IOException {
        Assumptions.assumeTrue(timesOut());
        try (BlackHole hole = BlackHole.open()) {
            Duration time = Duration.ofMillis(300);
            long begin = System.nanoTime();
            ConnectTerms terms = new ConnectTerms(hole.address(), time.toNanos(), null, Options.USUAL);
            IOException e = assertThrows(
                    IOException.class, () -> Aside.get(() -> transport().connect(terms)));
            long took = System.nanoTime() - begin;
            assertFalse(e instanceof LocalFailure, () -> "blames our own machine: " + e);
            assertTrue(took >= time.toNanos() / 2, () -> "gave up after " + took + " ns");
            assertTrue(took < time.toNanos() * 20, () -> "waited for " + took + " ns");
            assertSays(e);
        }
    }

    /** Transparent proxies and machines with several addresses need this. */
    @Test
    public void aConnectionComesFromTheAddressThatWasAskedFor() throws IOException {
        Assumptions.assumeTrue(takesSource());
        try (Listening listening = listen(place())) {
            Aside<Wire> connecting = Aside.of(() -> connect(listening.local(), source()));
            try (Wire far = Aside.get(() -> listening.accept(Options.USUAL));
                    Wire near = connecting.get()) {
                assertEquals(home(source()), home(near.local()));
                assertEquals(home(source()), home(far.remote()));
            }
        }
    }

    /** A mistake in our own configuration must not mark a server down. */
    @Test
    public void anAddressThatIsNotOursIsOurOwnFault() throws IOException {
        Assumptions.assumeTrue(takesSource());
        try (Listening listening = listen(place())) {
            IOException e =
                    assertThrows(IOException.class, () -> Aside.get(() -> connect(listening.local(), foreignSource())));
            assertInstanceOf(LocalFailure.class, e);
            assertSays(e);
        }
    }

    /** Two on one address would each get half of the clients. */
    @Test
    public void anAddressThatIsTakenIsRefusedByName() throws IOException {
        for (Address place : places()) {
            try (Listening listening = listen(place)) {
                IOException e = assertThrows(IOException.class, () -> stop(listen(listening.local())));
                assertTrue(
                        String.valueOf(e.getMessage())
                                .contains(listening.local().toString()),
                        () -> "does not name " + listening.local() + ": " + e.getMessage());
            }
        }
    }

    /** A listener goes; who had come before must not notice. */
    @Test
    public void whoWaitsWhenAListenerIsClosedIsStillHandedOut() throws IOException {
        Assumptions.assumeTrue(handsOutItsQueue());
        try (Listening listening = listen(place());
                Wire one = Aside.get(() -> connect(listening.local()));
                Wire two = Aside.get(() -> connect(listening.local()))) {
            Address local = listening.local();
            stop(listening);
            ByteLedger ledger = new ByteLedger(7, 100);
            for (Wire near : List.of(one, two)) {
                sending(near, ledger).get();
            }
            for (int i = 0; i < 2; i++) {
                try (Wire far = Aside.get(() -> listening.accept(Options.USUAL))) {
                    receiving(far, ledger).get();
                }
            }
            assertThrows(IOException.class, () -> Aside.get(() -> listening.accept(Options.USUAL)));
            assertThrows(IOException.class, () -> Aside.get(() -> connect(local)));
            assertEquals(local, listening.local());
            stop(listening);
        }
    }

    /** The thread that accepts must not stay behind. */
    @Test
    public void aCloseEndsAnAcceptThatWaits() throws IOException {
        try (Listening listening = listen(place())) {
            Aside<Wire> accept = Aside.of(() -> listening.accept(Options.USUAL));
            accept.awaitWaiting();
            stop(listening);
            IOException e = assertThrows(IOException.class, accept::get);
            assertFalse(e instanceof LocalFailure, () -> "looks as if it could go on: " + e);
        }
    }

    /** Descriptors are what runs out first. */
    @Test
    public void manyWiresAtOnceLeaveNoDescriptorBehind() throws IOException {
        ends().close();
        long before = Footprint.descriptors();
        List<Wire> wires = new ArrayList<>();
        try (Listening listening = listen(place())) {
            Aside<List<Wire>> near = Aside.of(() -> {
                List<Wire> connected = new ArrayList<>();
                for (int i = 0; i < CROWD; i++) {
                    connected.add(connect(listening.local()));
                }
                return connected;
            });
            for (int i = 0; i < CROWD; i++) {
                wires.add(Aside.get(() -> listening.accept(Options.USUAL)));
            }
            wires.addAll(near.get());
            for (int i = 0; i < wires.size(); i++) {
                if (i % 3 == 0) {
                    wires.get(i).reset();
                } else {
                    wires.get(i).close();
                }
            }
        }
        boolean back = Deadline.usual().until(() -> Footprint.descriptors() <= before + 2);
        assertTrue(back, () -> Footprint.descriptors() + " descriptors are open, " + before + " were before");
    }

    private Transport transport() {
        return provider().create(settings());
    }

    private Address place() {
        return places().getFirst();
    }

    private Listening listen(Address place) throws IOException {
        return transport().listen(new ListenTerms(place, 128));
    }

    private Wire connect(Address address) throws IOException {
        return connect(address, null);
    }

    private Wire connect(Address address, @Nullable Address source) throws IOException {
        return transport()
                .connect(new ConnectTerms(address, Duration.ofSeconds(10).toNanos(), source, Options.USUAL));
    }

    private static void stop(Listening listening) {
        listening.close();
    }

    /** An address where somebody listened a moment ago. */
    private Address deserted(Address place) throws IOException {
        try (Listening listening = listen(place)) {
            return listening.local();
        }
    }

    /** An address without its port. */
    private static Object home(Address address) {
        return address instanceof Address.Inet inet ? inet.ip() : address;
    }

    private static void assertSays(IOException e) {
        assertFalse(String.valueOf(e.getMessage()).isBlank(), "a message for the operator");
    }
}
