package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once, so that a harness that is seldom used works when it is. No figure of it is judged. */
class SmokeTest {
    private static final Path IMAGE = Path.of("../../distribution/target/nib").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    @Timeout(120)
    void onePairOfOneSecondLeavesFiguresAndPapers() throws IOException {
        Assumptions.assumeTrue(Program.find("nginx").isPresent(), "nginx is not installed");
        Assumptions.assumeTrue(Program.find("wrk").isPresent(), "wrk is not installed");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Order order = Order.parse(
                "--work",
                "small-64",
                "--candidates",
                "direct,nib-threads",
                "--pairs",
                "1",
                "--seconds",
                "1",
                "--warm",
                "0",
                "--image",
                IMAGE.toString(),
                "--out",
                folder.toString());

        int ready = Field.of(order).ready().size(); // without an image, or with one of old, Nib is left out

        List<Outcome> outcomes = new Compare(order, new PrintStream(said, true, StandardCharsets.UTF_8)).run();

        String text = said.toString(StandardCharsets.UTF_8);
        assertEquals(1, outcomes.size(), text);
        assertEquals(ready, outcomes.getFirst().samples().size(), text);
        assertTrue(outcomes.getFirst().samples().values().stream()
                .allMatch(rounds ->
                        rounds.getFirst().figure(Unit.REQUEST.throughput()).orElse(0) > 0));
        assertEquals(ready == 2, text.contains("nib-threads / direct"), text);
        assertTrue(Files.readString(folder.resolve("compare.json")).contains("small-64"));
        assertTrue(Files.readString(folder.resolve("compare.svg")).startsWith("<svg"));
    }
}
