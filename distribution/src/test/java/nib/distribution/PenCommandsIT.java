package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real penctl hears from ours: every command of penctl(1). */
class PenCommandsIT {
    @TempDir
    private Path folder;

    private OurPen pen;

    @BeforeEach
    void begin() throws Exception {
        pen = OurPen.in(folder);
    }

    @AfterEach
    void end() throws Exception {
        pen.close();
    }

    /** A command and its answer a line, in this order. */
    private static final String ANSWERS = """
            blacklist | 30
            blacklist 17 | 17
            timeout | 3
            timeout 4 | 4
            tracking | 0
            tracking 18 | 18
            clients_max | 2048
            clients_max 3000 | 3000
            clients_max 10 | 3000
            conn_max | 500
            conn_max 600 | 600
            conn_max 10 | 600
            debug | 0
            debug 1 | 1
            client_acl | 0
            client_acl 2 | 2
            control_acl | 0
            control_acl 3 | 3
            idle_timeout | Idle timeout: 0 seconds
            idle_timeout 5 | Idle timeout: 5 seconds
            idlers | Idlers: 0/0
            pending_max 50 |
            tarpit_acl | tarpit_acl = -1
            mode | no hash no roundrobin no stubborn no weight no prio
            abort_on_error |
            no abort_on_error |
            ascii |
            no ascii |
            tcp_nodelay |
            no tcp_nodelay |
            epoll |
            kqueue |
            poll |
            select |
            block | do_cmd: ignoring command starting with 'block'
            no block |
            delayed_forward | do_cmd: ignoring command starting with 'delayed_forward'
            tcp_fastclose | do_cmd: ignoring tcp_fastclose without argument
            nosuchcommand 1 2 | do_cmd: ignoring command starting with 'nosuchcommand'
            no nosuchthing |
            # a comment |
            close 99999 | Connection 99999 out of range
            connection 99999 | Connection 99999 out of range
            socket 10 | Socket 10 belongs to connection -1
            ssl_ciphers HIGH |
            ssl_option no_sslv3 |
            ssl_client_renegotiation_interval 60 |
            acl 77 permit 1.2.3.4 | error: acl must be a number from 0 to 9, not 77
            acl 99999999999 permit 1.2.3.4 | error: acl must be a number from 0 to 9, not 99999999999
            client_acl 10 | error: client_acl must be a number from 0 to 9, not 10
            idle_timeout -3 | error: idle_timeout must be a number from 0 to 10000000, not -3
            server 10001 address 1.2.3.4 | error: server must be a number from 0 to 10000, not 10001
            server 0 frobnicate 1 | error: a server has no frobnicate
            server 0 port | error: port needs a value
            source nosuch | error: a numeric address is needed, not nosuch
            no acl | error: acl needs a value
            source | error: source needs a value
            conn_max -5 | error: conn_max must be a number from 1 to 10000000, not -5
            timeout 0 | error: timeout must be a number from 1 to 3600, not 0
            ssl_option bogus | error: there is no ssl_option bogus
            ssl_ciphers RC4-MD5 | error: ssl_ciphers: RC4-MD5 is not among the suites that are spoken
            tcp_fastclose sideways | error: tcp_fastclose must be up, down, both or off, not sideways
            dsr_if lo | error: not there yet: -E, -l, -H, dummy and peek with dsr_if: they are about streams
            dsr_if no/device | error: dsr_if: no/device is no name of a network device
            dsr_ip 1.2.3.4 |
            tarpit_acl 1 | tarpit_acl = 1
            include /etc/passwd | error: commands may use files that the command line names and those beside its -F, not /etc/passwd
            write /tmp/nib-pen-nobody.cfg | error: commands may use files that the command line names and those beside its -F, not /tmp/nib-pen-nobody.cfg
            log /etc/motd | error: commands may use files that the command line names and those beside its -F, not /etc/motd
            web_stats /etc/motd | error: commands may use files that the command line names and those beside its -F, not /etc/motd
            ssl_sni_path /etc | error: commands may use files that the command line names and those beside its -F, not /etc
            """;

    @Test
    void everyCommandIsAnswered() throws Exception {
        StringBuilder heard = new StringBuilder();
        for (String line : ANSWERS.lines().toList()) {
            String command = line.substring(0, line.indexOf(" |"));
            heard.append((command + " | " + pen.ctl(command)).stripTrailing()).append('\n');
        }
        assertEquals(ANSWERS, heard.toString());
    }

    @Test
    void whoMayEndItEndsIt() throws Exception {
        assertEquals("", pen.ctl("exit"));
        assertTrue(pen.process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, pen.process.exitValue());
    }

    @Test
    void switchesAreSeenInTheMode() throws Exception {
        for (String word : List.of("hash", "roundrobin", "stubborn", "weight", "prio")) {
            assertEquals("", pen.ctl(word));
            assertTrue((" " + pen.ctl("mode").strip()).replace(" no ", " no-").contains(" " + word), word);
            assertEquals("", pen.ctl("no " + word));
            assertTrue(pen.ctl("mode").contains("no " + word), word);
        }
    }

    @Test
    void serversAreListedAndChanged() throws Exception {
        String first = "0 addr 127.0.0.1 port " + pen.one + " conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n";
        assertEquals(
                first + "1 addr 127.0.0.1 port " + pen.two + " conn 0 max 3 hard 4 weight 5 prio 6 sx 0 rx 0\n",
                pen.ctl("servers"));
        assertEquals("", pen.ctl("server 1 max 7 hard 8 weight 9 prio 10 acl 2"));
        assertEquals("", pen.ctl("server 3 address 127.0.0.9 port 99"));
        assertEquals(
                first + "1 addr 127.0.0.1 port " + pen.two + " conn 0 max 7 hard 8 weight 9 prio 10 sx 0 rx 0\n"
                        + "2 addr (none) port 0 conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n"
                        + "3 addr 127.0.0.9 port 99 conn 0 max 0 hard 0 weight 0 prio 0 sx 0 rx 0\n",
                pen.ctl("servers"));
    }

    @Test
    void connectionsAreShownAndClosed() throws Exception {
        Socket socket = pen.client("127.0.0.2");
        int name = socket.getInputStream().read();
        int server = name == 'A' ? 0 : 1;
        socket.getOutputStream().write("question".getBytes(StandardCharsets.US_ASCII));
        assertEquals("question", new String(socket.getInputStream().readNBytes(8), StandardCharsets.US_ASCII));
        assertEquals(
                "Connection 0:\nstate = 2\ndownfd = -1, upfd = -1\nclient = 0, server = " + server + "\npend = 0\n",
                pen.ctl("connection 0"));
        assertTrue(Deadline.usual().until(() -> pen.ctl("recent").equals("127.0.0.2 connects 1 sx 9 rx 8\n")));
        assertTrue(pen.ctl("servers").contains(" conn 1 "));
        assertTrue(pen.ctl("status").contains("127.0.0.2:" + socket.getLocalPort()), "the connection is on the page");
        assertEquals("Forcibly closing connection 0\n", pen.ctl("close 0"));
        assertTrue(Deadline.usual().until(() -> pen.ctl("connection 0").contains("state = 0")));
        assertEquals("127.0.0.2 connects 1 sx 9 rx 8\n", pen.ctl("recent 5"));
    }

    @Test
    void idleConnectionsAreKeptAndLetGo() throws Exception {
        pen.ctl("idlers 3");
        assertTrue(Deadline.usual().until(() -> pen.ctl("idlers").equals("Idlers: 3/3\n")));
        pen.ctl("idlers 0");
        assertEquals("Idlers: 0/0\n", pen.ctl("idlers"));
    }

    @Test
    void thePageHasAFileAndCanBeTurnedOff() throws Exception {
        Path page = pen.folder.resolve("w.html");
        assertEquals(page + "\n", pen.ctl("web_stats"));
        String status = pen.ctl("status");
        assertEquals(Files.readString(page), status);
        assertEquals("", pen.ctl("no web_stats"));
        assertEquals("Unable to create webstats\n", pen.ctl("status"));
    }

    @Test
    void aCommandMayComeInPiecesAndASilentCallerCostsNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silent.add(pen.keep(Visits.connect("127.0.0.1", pen.control)));
        }
        try (Socket caller = Visits.connect("127.0.0.1", pen.control)) {
            for (String piece : List.of("bla", "ckli", "st 9\nignored")) {
                caller.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                caller.getOutputStream().flush();
            }
            assertEquals("9\n", new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
        try (Socket caller = Visits.connect("127.0.0.1", pen.control)) {
            caller.getOutputStream().write(new byte[3000]);
            caller.shutdownOutput();
            assertTrue(new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .startsWith("do_cmd: ignoring command starting with '....."));
        }
        assertFalse(pen.visit("127.0.0.2").equals("-"));
        for (Socket one : silent) {
            assertEquals(-1, one.getInputStream().read(), "sent away");
        }
    }

    @Test
    void aListDecidesWhoMayCommand() throws Exception {
        pen.ctl("acl 3 permit 127.0.0.5");
        pen.ctl("control_acl 3");
        assertEquals("", pen.ctl("mode"), "127.0.0.1 is not on the list");
        try (Socket caller = Visits.connect("127.0.0.5", "127.0.0.1", pen.control)) {
            caller.getOutputStream().write("control_acl\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("3\n", new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }
}
