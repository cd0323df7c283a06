package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** logger writes to a socket as it does to /dev/log, and socat keeps what arrives. */
class UnixgramIT {
    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String address(int server) {
        return "unixgram://" + folder.resolve("collector" + server);
    }

    private Path kept(int server) {
        return folder.resolve("kept" + server);
    }

    private Peer collector(int server) throws IOException {
        Path socket = folder.resolve("collector" + server);
        Path own = Files.createDirectories(folder.resolve("socat" + server));
        Peer socat = Peer.start(own, "socat", "-u", "UNIX-RECV:" + socket, "OPEN:" + kept(server) + ",creat,append");
        open.keep(socat);
        assertTrue(Deadline.usual().until(() -> Files.exists(socket)), "socat did not start");
        return socat;
    }

    private Nib run(String bind, String more) throws IOException {
        Nib nib = Nib.run(folder, yaml(bind, more));
        open.keep(nib);
        return nib;
    }

    private String yaml(String bind, String more) {
        return """
                listeners:
                  log: { bind: "unixgram://%s", pool: app, file: { mode: 622 }, datagrams: { mode: datagram }%s }
                pools:
                  app: { policy: round-robin, servers: ["%s", "%s"] }
                """.formatted(bind, more, address(1), address(2));
    }

    private void line(String text) throws IOException, InterruptedException {
        Run run = Run.of(Path.of("logger"), "--socket", log().toString(), "--socket-errors=on", text);
        assertEquals(0, run.status(), run.err());
    }

    private int lines(int server, String text) {
        try {
            String all = Files.exists(kept(server)) ? Files.readString(kept(server)) : "";
            return all.split(text, -1).length - 1;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void await(int server, String text, int count) {
        assertTrue(
                Deadline.usual().until(() -> lines(server, text) == count),
                () -> lines(server, text) + " of " + text + " at " + server);
    }

    @Test
    void linesOfLoggerAreSpreadAndTheFileGoes() throws Exception {
        collector(1);
        collector(2);
        Nib nib = run(log().toString(), "");
        assertEquals("rw--w--w-", Permissions.of(log()));
        for (int i = 0; i < 6; i++) {
            line("spread");
        }
        await(1, "spread", 3);
        await(2, "spread", 3);
        assertEquals(0, nib.stop());
        assertFalse(Files.exists(log(), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void nothingIsLostWhenACollectorIsGone() throws Exception {
        Peer gone = collector(1);
        collector(2);
        run(log().toString(), "");
        gone.close();
        for (int i = 0; i < 4; i++) {
            line("saved");
        }
        await(2, "saved", 4);
    }

    @Test
    void theKernelSaysWhoSends() throws Exception {
        collector(1);
        collector(2);
        long me = Permissions.uid(folder);
        String guard = ", guards: [ acl: { rules: [ { deny: { peer: { uid: [%d] } } } ], otherwise: allow } ]";
        Nib nib = run(log().toString(), guard.formatted(me));
        line("refused");
        assertTrue(nib.reload(yaml(log().toString(), guard.formatted(me + 1))));
        line("welcome");
        assertTrue(Deadline.usual().until(() -> lines(1, "welcome") + lines(2, "welcome") == 1));
        assertEquals(0, lines(1, "refused") + lines(2, "refused"), "it came before");
    }

    @Test
    void aFileThatAKilledOneLeftIsReplacedAndALivingOneIsNot() throws Exception {
        collector(1);
        collector(2);
        run(log().toString(), "").close();
        assertTrue(Files.exists(log()), "it was killed");
        Nib nib = run(log().toString(), "");
        line("again");
        await(1, "again", 1);
        Run second = nib.second();
        assertTrue(second.status() != 0 && second.err().contains("already in use"), second.err());
        line("still");
        await(2, "still", 1);
    }

    @Test
    void abstractNamesWork() throws Exception {
        collector(1);
        collector(2);
        String name = "nib-" + ProcessHandle.current().pid();
        run("@" + name, "");
        Run run = Run.of(Path.of("/bin/sh"), "-c", "echo abstract | socat -u - ABSTRACT-SENDTO:" + name);
        assertEquals(0, run.status(), run.err());
        await(1, "abstract", 1);
    }

    @Test
    void sessionsAreRefused() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sessions.yaml"), yaml(log().toString(), "").replace("mode: datagram", "mode: session"));
        Run run = Run.of(Image.STANDARD.command(), "run", file.toString());
        assertTrue(run.status() != 0 && run.err().contains("mode: datagram"), run.err());
    }
}
