package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nib.kernel.ServerSettings;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CtlTest {
    @TempDir
    private Path folder;

    private Running nib;

    @BeforeEach
    void start() throws IOException, Refusal {
        nib = Running.in(folder);
    }

    @AfterEach
    void stop() throws IOException {
        nib.close();
    }

    private ServerSettings server(String name) {
        return nib.steward.house().plan().settings().pools().values().stream()
                .flatMap(pool -> pool.servers().stream())
                .filter(one -> one.title().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void done(String told, String... words) {
        assertEquals(new Cli.Outcome(Exit.OK, told + "\n", ""), nib.ctl(words));
    }

    private void refused(String told, String... words) {
        assertEquals(new Cli.Outcome(Exit.PROBLEM, "", "nib: " + told + "\n"), nib.ctl(words));
    }

    /** A client that has been answered by a server. */
    private Socket client() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), nib.port());
        socket.getOutputStream().write(1);
        assertEquals(1, socket.getInputStream().read());
        return socket;
    }

    @Test
    void theStatusShowsListenersPoolsAndServers() throws IOException {
        try (Socket client = client()) {
            Cli.Outcome status = nib.ctl("status");
            assertEquals(Exit.OK, status.exit());
            List<String> lines = status.out().lines().toList();
            assertTrue(lines.get(0).matches("plan 1, up .*, 1 of \\d+ connections"), lines.get(0));
            assertTrue(lines.get(3).matches("  web +127\\.0\\.0\\.1:\\d+ +app +1 +1"), lines.get(3));
            assertEquals("pool app: round-robin, 1 active", lines.get(5));
            assertTrue(lines.get(7).matches("  a \\(127\\.0\\.0\\.1:\\d+\\) +up +1 +- +1 +1 +0 +.*"), lines.get(7));
            assertTrue(client.isConnected());
        }
    }

    @Test
    void aServerThatIsNotUpStandsOutWithTheReason() {
        nib.ctl("drain", "app/b");
        List<String> lines = nib.ctl("status").out().lines().toList();
        assertTrue(lines.get(8).matches("! b \\(127\\.0\\.0\\.1:\\d+\\) +DRAIN +0 .*"), lines.get(8));
        assertEquals("    by command or configuration", lines.get(9));
    }

    @Test
    void theStatusAsJsonIsWhatTheSocketSays() throws IOException, Refusal {
        Cli.Outcome status = nib.ctl("status", "--json");
        assertEquals(Exit.OK, status.exit());
        Json json = Json.read(status.out().getBytes(StandardCharsets.UTF_8));
        assertEquals(1, json.number("plan"));
        assertEquals("web", json.list("listeners").getFirst().text("name"));
        Json pool = json.list("pools").getFirst();
        assertEquals(
                List.of("a", "b"),
                pool.list("servers").stream().map(one -> one.text("name")).toList());
        assertFalse(nib.ask("status").is("draining"));
    }

    @Test
    void connectionsAreListedAndCanBeCut() throws IOException {
        try (Socket client = client()) {
            List<String> lines = nib.ctl("connections").out().lines().toList();
            assertEquals(2, lines.size());
            assertTrue(
                    lines.get(1).matches(" *1  web +127\\.0\\.0\\.1:\\d+  app/a   relaying  .* 1 B +1 B"),
                    lines.get(1));
            assertEquals(
                    2, nib.ctl("connections", "--pool", "app").out().lines().count());
            assertTrue(nib.ctl("why", "1").out().contains("pool app: server a\n"));
            done("connection 1 was cut", "close", "1");
            assertThrows(IOException.class, () -> client.getInputStream().read());
            assertTrue(Deadline.usual().until(() -> nib.ctl("why", "1").out().contains("=> ended: cut")));
            String why = nib.ctl("why", "127.0.0.1:" + client.getLocalPort()).out();
            assertTrue(why.contains("now: => server b, chosen by round-robin\n"), why);
            assertTrue(why.contains("pool app: server a answered after "), why);
        }
        refused("there is no connection 77 among those that are open or ended last", "why", "77");
        refused("there is no connection 77", "close", "77");
        refused("there is no connection x", "close", "x");
        refused("there is no pool ap; did you mean app?", "connections", "--pool", "ap");
    }

    @Test
    void whatWouldBecomeOfAClientIsTold() throws Exception {
        done(
                "pool app has 0 connections\n=> server a, chosen by round-robin",
                "explain",
                "10.0.0.1",
                "--listener",
                "web",
                "--sni",
                "app.example");
        done("pool app has 0 connections\n=> server a, chosen by round-robin", "explain", "10.0.0.1:4000");
        assertEquals(
                "server a, chosen by round-robin",
                nib.ask("explain", "10.0.0.1").text("outcome"));
        refused("there is no listener nowhere", "explain", "10.0.0.1", "--listener", "nowhere");
        refused("expected a client's numeric address, found app.example:80", "explain", "app.example:80");
    }

    @Test
    void whatGuardsHaveDoneIsShownAndSetToZero() {
        String table = nib.ctl("counters").out();
        assertTrue(table.startsWith("PLACE  GUARD  COUNTER"), table);
        assertEquals(0, nib.ctl("counters", "--reset").exit());
    }

    @Test
    void whatCarriesListenersIsShown() throws Exception {
        String table = nib.ctl("engines").out();
        assertTrue(table.matches("(?s)ENGINE +ABOUT +FACT +VALUE\\n\\w+ +- +carries +web.*"), table);
        assertEquals("carries", nib.ask("engines").list("facts").getFirst().text("fact"));
    }

    @Test
    void aServerIsDrainedTakenOutAndBroughtBack() {
        done("app/a: drain", "drain", "app/a");
        assertEquals(ServerSettings.Wish.DRAIN, server("a").state());
        done("app/a: maint", "maint", "app/a");
        assertEquals(ServerSettings.Wish.MAINT, server("a").state());
        done("app/a: ready", "ready", "app/a");
        assertEquals(ServerSettings.Wish.READY, server("a").state());
        assertEquals(ServerSettings.Wish.READY, server("b").state());
        refused("there is no server app/c; did you mean app/a?", "drain", "app/c");
        refused(
                "there is no server elsewhere/entirely; write POOL/SERVER as in `nib ctl status`",
                "drain",
                "elsewhere/entirely");
    }

    @Test
    void weightAndLimitsAreChanged() {
        done("app/b: weight 7", "weight", "app/b", "7");
        assertEquals(7, server("b").weight());
        done("app/b: max 10, hard 20", "limits", "app/b", "10", "20");
        done("app/b: max 12", "limits", "app/b", "12");
        assertEquals(12, server("b").max());
        assertEquals(20, server("b").hard());
        assertEquals(1, server("a").weight());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weight app/a 65536         | weight: expected a whole number, 0 to 65535, found 65536
            weight app/a x             | weight: expected a whole number, 0 to 65535, found x
            limits app/a 10000001      | max: expected a whole number, 0 to 10000000, found 10000001
            limits app/a 1 99999999999 | hard: expected a whole number, 0 to 10000000, found 99999999999
            """)
    void whatAFileMayNotSayACommandMayNotSayEither(String words, String told) {
        refused(told, words.trim().split(" "));
        assertEquals(1, nib.steward.house().status().plan());
    }

    @Test
    void whatDiffersFromTheFileIsShownAndAReloadGoesBackToIt() {
        done("as in the file", "diff");
        nib.ctl("weight", "app/b", "7");
        Cli.Outcome diff = nib.ctl("diff");
        assertEquals(Exit.PROBLEM, diff.exit());
        assertEquals("", diff.err());
        assertTrue(diff.out().contains("    app:\n      servers:\n"), diff.out());
        assertTrue(diff.out().contains("+         weight: 7\n"), diff.out());
        done("plan 3 is in force, as the file says", "reload");
        done("as in the file", "diff");
        assertEquals(1, server("b").weight());
    }

    @Test
    void aChangedFileComesIntoForce() throws IOException {
        nib.write("sessions: 100\n");
        nib.ctl("reload");
        assertEquals(100, nib.steward.house().status().maxSessions());
    }

    @Test
    void aBadFileChangesNothingAndAllItsProblemsAreTold() throws IOException {
        nib.write("sesions: 100\ndrian: 3s\n");
        Cli.Outcome reload = nib.ctl("reload");
        assertEquals(Exit.PROBLEM, reload.exit());
        assertEquals(
                List.of(
                        nib.file + ":10:1: unknown key \"sesions\"; did you mean \"sessions\"?",
                        nib.file + ":11:1: unknown key \"drian\"; did you mean \"drain\"?",
                        "2 problems"),
                reload.err().lines().toList());
        assertEquals(1, nib.steward.house().status().plan());
        assertEquals(Exit.PROBLEM, nib.ctl("--json", "reload").exit());
        assertEquals(Exit.PROBLEM, nib.ctl("diff").exit());
    }

    @Test
    void thePlanInForceIsPrintedAsAFile() {
        nib.ctl("weight", "app/b", "7");
        Cli.Outcome plan = nib.ctl("plan");
        assertEquals(nib.steward.house().plan().print(), plan.out());
    }

    @Test
    void stopEndsIt() {
        done("stopping; open connections may go on for 5 s", "stop");
        assertTrue(nib.steward.awaitStop(Duration.ofSeconds(10)));
    }

    @Test
    void stopNowCutsWhatIsOpen() throws IOException {
        try (Socket client = client()) {
            done("stopping; open connections are cut", "stop", "--now");
            assertThrows(IOException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void nobodyAtTheSocketIsSaidPlainly() {
        String path = folder.resolve("other.ctl").toString();
        assertEquals(
                new Cli.Outcome(
                        Exit.NOBODY,
                        "",
                        "nib: no Nib is running: there is no control socket at " + path
                                + "; name another place with --control\n"),
                Cli.nib("ctl", "--control", path, "status"));
    }
}
