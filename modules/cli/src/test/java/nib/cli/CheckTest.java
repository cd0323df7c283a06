package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("nib.yaml"), text);
    }

    private static final String GOOD = """
            listeners:
              web:
                bind: tcp://0.0.0.0:8080
                pool: app
                guards:
                  - acl: { allow: [10.0.0.0/8, "2001:db8::/32"], otherwise: deny }
                per-client: { max: 50 }
              admin: { bind: "tcp://127.0.0.1:8081", pool: office, idle: 1h }
            pools:
              app:
                sticky: { clients: 5000, time: 2h }
                policy: least-connections
                probe: { connect: { every: 5s } }
                servers:
                  - 10.0.0.11:8080
                  - { name: app-2, address: 10.0.0.12:8080, weight: 2, max: 500, state: drain }
                emergency: 10.0.0.99:8080
              office:
                policy: round-robin
                servers: [app.example:80]
            """;

    @Test
    void aGoodFileIsToldInWords() throws IOException {
        Path file = file(GOOD);
        Cli.Outcome outcome = Cli.nib("check", file.toString());
        assertEquals(Exit.OK, outcome.exit());
        assertEquals("", outcome.err());
        Golden.check("check-good.txt", outcome.out().replace(file.toString(), "nib.yaml"));
    }

    @Test
    void itsPlanIsAFileThatMeansTheSame() throws IOException {
        Cli.Outcome plan = Cli.nib("check", "--plan", file(GOOD).toString());
        assertEquals(Exit.OK, plan.exit());
        assertEquals(plan, Cli.nib("check", "--plan", file(plan.out()).toString()));
    }

    @Test
    void whatWouldBecomeOfAClientIsToldWithoutAHouse() throws IOException {
        String file = file(GOOD).toString();
        assertEquals(
                """
                guard acl lets it in: acl: allow 10.0.0.0/8 (entry 1)
                one client has at most so many connections: 0 of 50
                pool app has 0 connections
                it is not remembered
                server app-2 is drain
                => server 10.0.0.11:8080, chosen by least-connections
                """,
                Cli.nib("check", "--explain", "10.1.2.3", "--listener", "web", file)
                        .out());
        assertEquals(
                "guard acl sends it away (deny): acl: otherwise deny\n=> sent away (deny)\n",
                Cli.nib("check", "--explain", "192.0.2.1:99", "--listener", "web", file)
                        .out());
        assertTrue(Cli.nib("check", "--explain", "192.0.2.1", file)
                .err()
                .contains("which listener? --listener is one of: web, admin"));
        assertEquals(
                Exit.PROBLEM,
                Cli.nib("check", "--explain", "192.0.2.1", "--listener", "x", file)
                        .exit());
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsPlace() throws IOException {
        Path file = file("""
                listeners:
                  web:
                    bind: tcp://0.0.0.0:8080
                    pool: app
                    idle: 90
                pools:
                  app:
                    policy: round-robbin
                    servers: [10.0.0.11:8080, 10.0.0.12]
                    stiky: {}
                """);
        Cli.Outcome outcome = Cli.nib("check", file.toString());
        assertEquals(Exit.PROBLEM, outcome.exit());
        assertEquals("", outcome.out());
        Golden.check("check-bad.txt", outcome.err().replace(file.toString(), "nib.yaml"));
    }

    @Test
    void aFileThatIsNotThereIsAProblemLikeAnyOther() {
        Path file = folder.resolve("none.yaml");
        assertEquals(
                new Cli.Outcome(Exit.PROBLEM, "", file + ": there is no such file\n1 problem\n"),
                Cli.nib("check", file.toString()));
    }

    @Test
    void longListsAreCut() throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            list.append("10.0.").append(i).append(".0/24, ");
        }
        Cli.Outcome outcome =
                Cli.nib("check", file(GOOD.replace("[10.0.0.0/8, ", "[" + list)).toString());
        assertEquals(Exit.OK, outcome.exit());
        outcome.out().lines().skip(1).forEach(line -> assertTrue(line.length() < 120, line));
    }
}
