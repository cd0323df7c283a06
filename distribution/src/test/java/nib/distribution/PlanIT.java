package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanIT {
    @TempDir
    Path folder;

    @Test
    void aPrintedPlanStartsTheSameHouse() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two")) {
            String yaml = """
                    listeners:
                      web:
                        bind: tcp://127.0.0.1:0
                        pool: app
                        guards: [ acl: { allow: [127.0.0.0/8], otherwise: deny } ]
                    pools:
                      app:
                        policy: { priority: { then: { maglev: { load: 1.25 } } } }
                        sticky: { clients: 100 }
                        servers: [ { name: one, address: "%s" }, { address: "%s", weight: 3, priority: 1 } ]
                    observers: [ access-log: access.log ]
                    """.formatted(one.address(), two.address());
            Path file = Files.writeString(folder.resolve("first.yaml"), yaml);
            Run printed = Run.of(Image.STANDARD.command(), "check", "--plan", file.toString());
            assertEquals(0, printed.status(), printed.err());
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            try (Nib nib = Nib.run(elsewhere, printed.out())) {
                assertEquals(printed.out(), nib.ctl("plan").out());
                assertEquals("as in the file\n", nib.ctl("diff").out());
                Visits.echo(nib.port("web"), 1, 1000);
                Run again = Run.of(
                        Image.STANDARD.command(),
                        "check",
                        "--plan",
                        elsewhere.resolve("nib.yaml").toString());
                assertEquals(printed, again);
            }
            assertEquals(1, Files.readAllLines(folder.resolve("access.log")).size());
        }
    }
}
