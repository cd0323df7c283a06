package nib.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.spi.Complaint;
import nib.spi.Connection;
import nib.spi.Filter;
import nib.testkit.Aside;
import nib.testkit.MemoryWire;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static String answer(AnswerSettings settings, String said) throws IOException {
        Filter filter = new AnswerProvider().create(settings);
        MemoryWire.Pair pair = MemoryWire.pair();
        Aside<Boolean> handled = Aside.of(() -> {
            filter.handle(new Connection(TestClients.neighbour(1), pair.far(), null, null), next -> {
                throw new AssertionError("nobody else is asked");
            });
            return true;
        });
        if (!said.isEmpty()) {
            pair.near().write(ByteBuffer.wrap(said.getBytes(StandardCharsets.US_ASCII)));
        }
        ByteBuffer all = ByteBuffer.allocate(10_000);
        if (said.isEmpty()) {
            pair.near().finish();
        } else {
            Aside.get(() -> {
                while (pair.near().read(all) >= 0) {
                    // until it ends
                }
                return true;
            });
            pair.near().finish();
        }
        handled.get();
        return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
    }

    @Test
    void everybodyIsToldTheSame() throws IOException {
        assertEquals(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\nHéllo",
                answer(new AnswerSettings("200 OK", "text/html", "Héllo"), "GET / HTTP/1.0\r\n\r\n"));
    }

    @Test
    void whoSaysNothingIsToldNothing() throws IOException {
        assertEquals("", answer(new AnswerSettings("200 OK", "text/html", "x"), ""));
    }

    @Test
    void mistakesAreTold() {
        AnswerProvider provider = new AnswerProvider();
        Complaint status = assertThrows(Complaint.class, () -> provider.create(new AnswerSettings("OK", "a/b", "")));
        assertTrue(String.valueOf(status.getMessage()).contains("expected a number and words"));
        assertThrows(Complaint.class, () -> provider.create(new AnswerSettings("200 OK", "a\r\nb", "")));
    }
}
