package nib.epoll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nib.testkit.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How clients are let in. */
@Timeout(60)
class DoorTest {
    private static final long LONG = Deadline.patience().toNanos();

    private static void talk(Socket client, Socket served) throws IOException {
        client.getOutputStream().write(5);
        assertEquals(5, served.getInputStream().read());
        served.getOutputStream().write(6);
        assertEquals(6, client.getInputStream().read());
    }

    /** No time passes: the end of a connection is what lets the next one in. */
    @Test
    void whoFindsNoRoomWaitsUntilSomebodyLeaves() throws Exception {
        try (Street street = new Street()) {
            street.desk.places.set(2);
            street.carry();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clients.add(street.client());
            }
            for (Socket client : clients) {
                Socket served = street.served();
                talk(client, served);
                assertTrue(street.desk.visits.size() <= clients.indexOf(client) + 2, "no more than there is room for");
                client.close();
                served.close();
            }
            assertTrue(Deadline.usual().until(() -> street.desk.pauses.size() >= 2));
            assertEquals(List.of(true, false), street.desk.pauses, "told once, not for each client");
            assertTrue(Deadline.usual().until(() -> street.desk.places.get() == 2), "all places are back");
        }
    }

    /** Room has come from elsewhere: the door looks again by itself. */
    @Test
    void aFullHouseIsTriedAgainAfterAWhile() throws Exception {
        try (Street street = new Street()) {
            street.desk.places.set(0);
            street.carry();
            Socket client = street.client();
            assertTrue(Deadline.usual().until(() -> street.desk.pauses.equals(List.of(true))));
            street.desk.places.set(1);
            street.advance(Duration.ofMillis(250));
            talk(client, street.served());
        }
    }

    @Test
    void drainingServesThoseInTheQueueAndNobodyElse() throws Exception {
        try (Street street = new Street()) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(street.client());
            }
            street.carry();
            street.bound.drain(LONG);
            assertEquals(100, street.desk.visits.size());
            Socket late = street.client(); // the house's socket still listens
            for (Socket client : clients) {
                talk(client, street.served());
            }
            late.setSoTimeout(50);
            try {
                late.getInputStream().read();
                throw new AssertionError("somebody has let it in");
            } catch (SocketTimeoutException e) {
                assertEquals(100, street.desk.visits.size());
            }
        }
    }

    /** It was full once and is not any more; nobody has come since. */
    @Test
    void drainingEndsAlsoAfterAPause() throws Exception {
        try (Street street = new Street()) {
            street.desk.places.set(1);
            street.carry();
            Socket first = street.client();
            Socket served = street.served();
            Socket second = street.client();
            assertTrue(Deadline.usual().until(() -> street.desk.pauses.contains(true)));
            first.close();
            served.close();
            talk(second, street.served());
            street.desk.places.set(10);
            street.advance(Duration.ofMillis(250));
            long before = System.nanoTime();
            street.bound.drain(LONG);
            assertTrue(System.nanoTime() - before < LONG / 2, "it waits for nothing");
        }
    }

    @Test
    void drainingTwiceAndWithoutEverHavingOpenedIsHarmless() throws Exception {
        try (Street street = new Street()) {
            street.bound.drain(LONG);
            street.bound.drain(LONG);
            street.bound.close();
        }
        try (Street street = new Street().carry()) {
            street.bound.drain(LONG);
            street.bound.drain(LONG);
            street.bound.close();
            street.carry();
        }
    }

    @Test
    void theEngineLeavesNothingBehind() throws Exception {
        try (Street warm = new Street().carry()) {
            warm.client();
            warm.served();
        }
        long before = Street.descriptors();
        Street street = new Street().carry();
        for (int i = 0; i < 20; i++) {
            talk(street.client(), street.served());
        }
        street.engine.close();
        assertEquals(List.of(), street.host.threads());
        street.desk.visits.forEach(Reception.Visit::ended);
        assertEquals(Integer.MAX_VALUE, street.desk.places.get());
        street.close();
        assertTrue(Deadline.usual().until(() -> Street.descriptors() <= before), "descriptors");
        assertFalse(street.host.clock().waiting() > 0);
    }
}
