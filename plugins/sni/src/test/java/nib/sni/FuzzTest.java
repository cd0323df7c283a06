package nib.sni;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.api.Client;
import nib.api.Fact;
import nib.sni.SniSettings.Verb;
import nib.sni.SniSettings.Way;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import nib.testkit.Fuzz;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

/** Whatever is sent instead of a ClientHello. */
class FuzzTest {
    private static final Way REFUSE = new Way(Optional.of(Verb.REFUSE), Optional.empty());

    @Test
    void nothingThatIsSentDoesHarmAndEveryCutLeadsToTheSame() {
        Opening opening = new SniProvider()
                .create(new SniSettings(
                        Map.of("a.example", "a", "*.example", "wild"),
                        Map.of("h2", "h2"),
                        REFUSE,
                        REFUSE,
                        REFUSE,
                        Duration.ofSeconds(1)));
        Fuzz.run(
                List.of(
                        Hello.to("a.example").bytes(),
                        Hello.to("x.example").alpn("h2", "http/1.1").bytes(),
                        Hello.to("a.example").alpn("spdy").padded(300).bytes()),
                input -> {
                    Client client = TestClients.neighbour(1);
                    Answer whole = opening.read(ByteBuffer.wrap(input), true, client);
                    assertTrue(whole instanceof Done || whole instanceof Bad, "no end: " + whole);
                    String name = client.fact(Fact.SERVER_NAME);
                    assertTrue(name == null || name.chars().allMatch(c -> c > ' ' && c < 0x7f), name);
                    Answer dripping = dripping(opening, input, TestClients.neighbour(1));
                    assertEquals(pool(whole), pool(dripping));
                });
    }

    private static String pool(Answer answer) {
        return answer instanceof Done done ? String.valueOf(done.pool()) : "refused";
    }

    private static Answer dripping(Opening opening, byte[] input, Client client) {
        for (int have = 0; have < input.length; ) {
            Answer answer = opening.read(ByteBuffer.wrap(input, 0, have), false, client);
            if (!(answer instanceof More more)) {
                return answer;
            }
            assertTrue(more.bytes() > have, "asks for what is there");
            have = more.bytes();
        }
        return opening.read(ByteBuffer.wrap(input), true, client);
    }
}
