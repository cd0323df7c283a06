package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PipesTest {
    @Test
    void bytesGoFromSocketToSocketThroughAPipe() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair in = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            Pair out = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            Pair pipe = lab.keep(Pipes.open(lab.call));
            lab.send(in.first(), "through");
            assertEquals(0, Sockets.shutdown(lab.call, in.first(), Sockets.SHUT_WR));

            int flags = Pipes.SPLICE_F_NONBLOCK;
            assertEquals(7, Pipes.splice(lab.call, in.second(), pipe.second(), 65_536, flags));
            assertEquals(0, Pipes.splice(lab.call, in.second(), pipe.second(), 65_536, flags), "the end");
            assertEquals(7, Pipes.splice(lab.call, pipe.first(), out.first(), 65_536, flags));
            assertEquals(-Errno.EAGAIN, Pipes.splice(lab.call, pipe.first(), out.first(), 65_536, flags));

            assertEquals("through", lab.receive(out.second()));
        }
    }

    @Test
    void aPipeGetsTheRoomThatIsAskedFor() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair pipe = lab.keep(Pipes.open(lab.call));
            assertEquals(262_144, Pipes.resize(lab.call, pipe.second(), 200_000));
            assertEquals(262_144, Pipes.size(lab.call, pipe.first()));
        }
    }

    @Test
    void whatIsWrittenIsRead() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair pipe = lab.keep(Pipes.open(lab.call));
            MemorySegment buffer = lab.arena.allocate(8);
            assertEquals(-Errno.EAGAIN, Descriptors.read(lab.call, pipe.first(), buffer, 0, 8));
            assertEquals(3, Descriptors.write(lab.call, pipe.second(), lab.bytes("abc"), 0, 3));
            assertEquals(3, Descriptors.read(lab.call, pipe.first(), buffer, 2, 6));
            assertEquals("abc", Lab.text(buffer, 2, 3));
        }
    }

    @Test
    void aCopyOfADescriptorLivesOn() throws LinuxException {
        try (Lab lab = new Lab()) {
            Pair pipe = lab.keep(Pipes.open(lab.call));
            int copy = lab.keep(Descriptors.dup(lab.call, pipe.second()));
            lab.close(pipe.second());
            assertEquals(1, Descriptors.write(lab.call, copy, lab.bytes("x"), 0, 1));
            assertEquals(-Errno.EBADF, Descriptors.write(lab.call, pipe.second(), lab.bytes("x"), 0, 1));
        }
    }

    @Test
    void aDescriptorMayWait() throws LinuxException, InterruptedException {
        try (Lab lab = new Lab()) {
            Pair pipe = lab.keep(Pipes.open(lab.call));
            Descriptors.blocking(lab.call, pipe.first(), true);
            MemorySegment text = Arena.global().allocateFrom("late");
            Thread writer = Thread.ofPlatform().start(() -> {
                Call own = new Call(Arena.ofAuto());
                Descriptors.write(own, pipe.second(), text, 0, 4);
            });
            MemorySegment buffer = lab.arena.allocate(8);
            assertEquals(4, Descriptors.read(lab.call, pipe.first(), buffer, 0, 8));
            writer.join();
            Descriptors.blocking(lab.call, pipe.first(), false);
            assertEquals(-Errno.EAGAIN, Descriptors.read(lab.call, pipe.first(), buffer, 0, 8));
        }
    }

    @Test
    void aFailureNamesTheDescriptor() {
        try (Lab lab = new Lab()) {
            LinuxException e = assertThrows(LinuxException.class, () -> Descriptors.dup(lab.call, -1));
            assertEquals("dup of descriptor -1: EBADF (bad descriptor)", e.getMessage());
            assertTrue(e.errno() > 0);
        }
    }
}
