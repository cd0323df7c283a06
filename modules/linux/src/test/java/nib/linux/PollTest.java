package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PollTest {
    @Test
    void saysWhichOfThemHasSomething() throws LinuxException {
        try (Lab lab = new Lab();
                Wakeup wakeup = Wakeup.open(lab.call)) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            Poll poll = new Poll(lab.call, lab.arena, wakeup.descriptor(), pair.first());
            assertEquals(0, poll.await(0));

            lab.send(pair.second(), "x");
            assertEquals(1, poll.await(20_000));
            assertFalse(poll.isReady(0));
            assertTrue(poll.isReady(1));

            wakeup.wake();
            assertEquals(2, poll.await(20_000), "what is still there is there again");
            assertTrue(poll.isReady(0));
            wakeup.drain(lab.call);
            assertEquals(1, poll.await(20_000));
            assertFalse(poll.isReady(0));
        }
    }
}
