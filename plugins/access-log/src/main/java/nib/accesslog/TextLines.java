package nib.accesslog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Event.ConnectionEnded;
import nib.api.Fact;
import org.jspecify.annotations.Nullable;

/**
 * Fields in a fixed order, one space between them; {@code -} where there is nothing to say. A space within a field is
 * written as {@code \}{@code u0020}, except in the last one, which is the rest of the line. Lines that begin with
 * {@code #} are remarks.
 */
final class TextLines implements Lines<ConnectionEnded> {
    private static final Address NAMELESS = new Address.Unix("");

    private final StringBuilder line = new StringBuilder(256);

    @Override
    public void line(ConnectionEnded ended, ByteArrayOutputStream page) {
        line.append(Values.time(ended.times().accepted()));
        field(ended.client().listener());
        client(ended.client());
        field(ended.client().local());
        field(ended.route().pool());
        field(ended.route().server());
        count(ended.traffic().sent());
        count(ended.traffic().received());
        millis(ended.times().connect());
        millis(ended.times().duration());
        field(ended.route().attempts());
        field(ended.end().word());
        line.append(' ').append(ended.reason().isEmpty() ? "-" : Values.safe(ended.reason()));
        end(page);
    }

    @Override
    public void missing(long now, long count, ByteArrayOutputStream page) {
        line.append("# ").append(Values.time(now)).append(' ').append(count);
        line.append(" connections are missing: they ended faster than they could be written");
        end(page);
    }

    /** A client of a Unix socket has no address, but a user. */
    private void client(Client client) {
        Credentials peer = client.fact(Fact.CREDENTIALS);
        boolean nameless = client.address().equals(NAMELESS);
        if (peer == null) {
            field(client.address());
        } else {
            field((nameless ? "unix" : client.address()) + ":" + peer);
        }
    }

    private void count(long bytes) {
        field(bytes < 0 ? null : bytes);
    }

    private void millis(long nanos) {
        field(nanos < 0 ? null : Values.millis(nanos));
    }

    private void field(@Nullable Object value) {
        String text = value == null ? "" : Values.safe(value).replace(" ", "\\u0020");
        line.append(' ').append(text.isEmpty() ? "-" : text);
    }

    private void end(ByteArrayOutputStream page) {
        page.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        line.setLength(0);
    }
}
