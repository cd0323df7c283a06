package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.api.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixDatagramTest {
    @TempDir
    private Path folder;

    @Test
    void theKernelVouchesForTheSender() throws IOException {
        try (Lab lab = new Lab()) {
            int box = lab.bound(folder.resolve("box").toString());
            Options.set(lab.call, box, Option.SO_PASSCRED, 1);
            int sender = lab.bound("@nib-linux-sender-test");
            assertEquals(5, Datagrams.send(lab.call, sender, lab.bytes("hello"), 0, 5, lab.local(box)));

            Mailbox mailbox = new Mailbox(lab.arena, 4);
            assertEquals(5, mailbox.receive(lab.call, box), "the whole length");

            assertEquals("hell", Lab.text(mailbox.payload(), 0, 4));
            assertEquals(
                    new Address.Unix("@nib-linux-sender-test"), mailbox.sender().address());
            Credentials who = mailbox.credentials();
            assertEquals(ProcessHandle.current().pid(), who.pid());
            assertEquals((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"), who.uid());
            assertEquals(-Errno.EAGAIN, mailbox.receive(lab.call, box));
            assertFalse(mailbox.hasCredentials());
        }
    }

    @Test
    void anUnnamedSenderIsUnnamed() throws IOException {
        try (Lab lab = new Lab()) {
            int box = lab.bound(folder.resolve("box").toString());
            int sender = lab.keep(Sockets.socket(lab.call, Sockets.AF_UNIX, Sockets.SOCK_DGRAM));
            assertEquals(0, Sockets.connect(lab.call, sender, lab.local(box)));
            lab.send(sender, "READY=1");
            Mailbox mailbox = new Mailbox(lab.arena, 64);
            assertEquals(7, mailbox.receive(lab.call, box));
            assertEquals(new Address.Unix(""), mailbox.sender().address());
            assertFalse(mailbox.hasCredentials());
        }
    }

    @Test
    void aStreamTellsItsPeer() throws IOException {
        try (Lab lab = new Lab()) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            Credentials who = Options.peer(lab.call, pair.first());
            assertEquals(ProcessHandle.current().pid(), who.pid());
            assertTrue(who.gid() >= 0);
        }
    }
}
