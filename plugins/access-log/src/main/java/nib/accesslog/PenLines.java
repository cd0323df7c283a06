package nib.accesslog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lines as pen writes them: for a file {@code client seconds server words}, for penlogd {@code + client server words}.
 *
 * @param toNetwork whether penlogd reads them
 */
record PenLines(boolean toNetwork) implements Lines<PenLine> {
    @Override
    public void line(PenLine one, ByteArrayOutputStream page) {
        String middle = toNetwork ? "+ " + one.client() : one.client() + " " + one.seconds();
        page.writeBytes((middle + " " + one.server() + " " + one.words() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Who reads this knows no such line. */
    @Override
    public void missing(long now, long count, ByteArrayOutputStream page) {}
}
