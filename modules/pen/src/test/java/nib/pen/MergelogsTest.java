package nib.pen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergelogsTest {
    private static final String DAY = "08/Jan/2002:";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new Mergelogs().run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    private static String web(String time, String request) {
        return "127.0.0.1 - - [" + DAY + time + " +0000] \"" + request + "\" 200 1";
    }

    private static String merged(String client, String time, String request) {
        return client + web(time, request).substring("127.0.0.1".length()) + "\n";
    }

    /** At 23:28:50 and so many seconds more. */
    private static String pen(String client, int seconds, String server, String request) {
        return client + " " + (1_010_532_530 + seconds) + " " + server + " " + request;
    }

    @Test
    void linesAreInTheOrderOfTheirTimesAndClientsThoseNearest() throws IOException {
        String known = file(
                "pen",
                pen("10.1.1.1", 0, "10.0.0.6", "GET /b"),
                pen("10.1.1.2", 2, "10.0.0.8", "GET /b"),
                pen("10.1.1.3", 9, "10.0.0.6", "GET /b"),
                pen("10.1.1.4", 30, "fd00::1", "GET /c"));
        String one = file("one", web("23:28:51", "GET /b"), web("23:28:57", "GET /b"));
        String two = file("two", web("23:28:52", "GET /b"), web("23:28:52", "GET /unknown"));
        String three = file("three", web("23:29:20", "GET /c"));
        assertEquals(0, run("-p", known, "10.0.0.6:" + one, "10.0.0.8:" + two, "[fd00:0::1]:" + three), err::toString);
        assertEquals(
                merged("10.1.1.1", "23:28:51", "GET /b")
                        + merged("10.1.1.2", "23:28:52", "GET /b")
                        + merged("10.0.0.8", "23:28:52", "GET /unknown")
                        + merged("10.1.1.3", "23:28:57", "GET /b")
                        + merged("10.1.1.4", "23:29:20", "GET /c"),
                out.toString());
    }

    @Test
    void timesAreWrittenInUtcAndNamesAndTheRestStay() throws IOException {
        String rest = "] \"GET /\" 404 268 \"http://ref/\" \"Agent (\\\"x\\\")\"";
        String log = file(
                "log",
                "::1 id frank [09/Jan/2002:00:28:50 +0100" + rest,
                "::1 - - [08/Jan/2002:19:59:00 -0330" + rest,
                "::1 - - [08/Jan/2002:23:59:00" + rest);
        String known = file("pen", pen("10.1.1.1", 0, "10.0.0.6", "GET /"));
        assertEquals(0, run("-t", "-3600", "-p", known, "10.0.0.6:" + log), err::toString);
        assertEquals(
                List.of(
                        "10.1.1.1 id frank [08/Jan/2002:23:28:50 +0000" + rest,
                        "10.1.1.1 - - [08/Jan/2002:23:29:00 +0000" + rest,
                        "10.0.0.6 - - [09/Jan/2002:00:59:00 +0000" + rest),
                out.toString().lines().toList());
    }

    @Test
    void jitterSaysHowFarTimesMayDiffer() throws IOException {
        String known = file("pen", pen("10.1.1.1", 0, "10.0.0.6", "GET /"));
        String log = file("log", web("23:28:53", "GET /"));
        run("-j3", "-p", known, "10.0.0.6:" + log);
        run("-j", "2", "-p", known, "10.0.0.6:" + log);
        run("-cj", "2", "-p", known, "10.0.0.6:" + log);
        assertEquals(
                List.of("10.1.1.1", "10.0.0.6", "10.0.0.6"),
                out.toString().lines().map(line -> line.split(" ", 2)[0]).toList());
    }

    @Test
    void whatIsNoLineIsRejectedAndControlCharactersBecomeDots() throws IOException {
        String known = file("pen", "bogus", "x y z", pen("10.1.1.1", 0, "10.0.0.6", "GET /"));
        String log = file("log", "bogus\u001b[2J", web("23:28:50", "GET /"), web("23:28:51", "GET /\u001b"));
        Path rejects = folder.resolve("rejects");
        assertEquals(0, run("-d", "-r", rejects.toString(), "-p", known, "10.0.0.6:" + log));
        assertEquals("bogus.[2J\n", Files.readString(rejects));
        assertEquals("mergelogs: not a line of a web server: bogus.[2J\n", err.toString());
        assertEquals(
                merged("10.1.1.1", "23:28:50", "GET /") + merged("10.0.0.6", "23:28:51", "GET /."), out.toString());
    }

    @Test
    void requestsAreComparedAsFarAsPenKeepsThem() throws IOException {
        String request = "GET /" + "x".repeat(200);
        String known = file("pen", pen("10.1.1.1", 0, "10.0.0.6", request.substring(0, 100)));
        run("-p", known, "10.0.0.6:" + file("log", web("23:28:50", request)));
        assertEquals(merged("10.1.1.1", "23:28:50", request), out.toString());
    }

    @Test
    void mistakesAreToldInOneLine() throws IOException {
        String known = file("pen");
        for (String[] line : new String[][] {
            {},
            {"-p", known},
            {"10.0.0.6:x"},
            {"-p", known, "10.0.0.6"},
            {"-p", known, "host:log"},
            {"-p", known, "10.0.0.6:" + folder.resolve("absent")},
            {"-p", folder.resolve("absent").toString(), "10.0.0.6:" + known},
            {"-j", "x", "-p", known, "10.0.0.6:" + known},
            {"-t", "999999", "-p", known, "10.0.0.6:" + known},
            {"-y"}
        }) {
            assertEquals(1, run(line), () -> List.of(line).toString());
        }
        List<String> said = err.toString()
                .lines()
                .filter(line -> line.startsWith("mergelogs:"))
                .toList();
        assertEquals(9, said.size(), said::toString);
        assertEquals(0, run("--help"));
        assertTrue(out.toString().startsWith("Usage: mergelogs"));
    }
}
