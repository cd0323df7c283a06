package nib.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nib.spi.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One caller of the control socket: a line of words comes in, a JSON object and a line feed go out.
 *
 * <pre>
 *   LISTENING --a line--> ANSWERING --all written--> closed
 *       \-- 2 s over ----------\-- 60 s over ------> closed
 * </pre>
 *
 * Words are separated by tabs if there is a tab in the line, else by spaces: {@code nib ctl} sends tabs, people do not
 * have to.
 */
final class ControlCall {
    /** The longest line, in bytes. */
    static final int LONGEST = 4096;

    private static final long LISTENING = TimeUnit.SECONDS.toNanos(2);
    private static final long ANSWERING = TimeUnit.SECONDS.toNanos(60);
    private static final JsonFactory JSON = new JsonFactory();
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final SocketChannel caller;
    private final Clock clock;

    ControlCall(SocketChannel caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    void answer(Orders orders) throws IOException {
        Runnable tooLate = clock.after(LISTENING, this::hangUp);
        Answer answer;
        try {
            List<String> words = words(line());
            tooLate.run();
            answer = orders.obey(words);
        } catch (Refusal refusal) {
            answer = Answer.of(refusal);
        } catch (RuntimeException e) {
            LOG.error("a control command failed", e);
            answer = Answer.of(new Refusal(Exit.FAULT, "a fault of Nib itself: " + e));
        } finally {
            tooLate.run();
        }
        say(answer);
    }

    private void say(Answer answer) throws IOException {
        Runnable tooLate = clock.after(ANSWERING, this::hangUp);
        try (JsonGenerator json = JSON.createGenerator(Channels.newOutputStream(caller))) {
            json.writeStartObject();
            answer.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } finally {
            tooLate.run();
        }
    }

    /** Up to the first line feed, or the end of the stream. */
    private String line() throws IOException, Refusal {
        ByteBuffer line = ByteBuffer.allocate(LONGEST + 1);
        int end = -1;
        while (end < 0 && line.hasRemaining() && caller.read(line) >= 0) {
            end = indexOfLineFeed(line);
        }
        if (end < 0 && !line.hasRemaining()) {
            throw new Refusal(Exit.PROBLEM, "a line has at most " + LONGEST + " bytes");
        }
        return new String(line.array(), 0, end < 0 ? line.position() : end, StandardCharsets.UTF_8);
    }

    private static int indexOfLineFeed(ByteBuffer line) {
        for (int i = 0; i < line.position(); i++) {
            if (line.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The words of a line. */
    static List<String> words(String line) throws Refusal {
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new Refusal(Exit.PROBLEM, "expected a line of words, found control characters");
        }
        return line.indexOf('\t') >= 0
                ? List.of(line.split("\t", -1))
                : List.of(line.trim().split(" +"));
    }

    private void hangUp() {
        try {
            caller.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
