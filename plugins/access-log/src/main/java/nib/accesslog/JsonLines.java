package nib.accesslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import nib.api.Credentials;
import nib.api.Event.ConnectionEnded;
import nib.api.Fact;
import org.jspecify.annotations.Nullable;

/** One JSON object a line (RFC 8259), null where there is nothing to say. */
final class JsonLines implements Lines<ConnectionEnded> {
    private final JsonFactory factory = new JsonFactory();

    @Override
    public void line(ConnectionEnded ended, ByteArrayOutputStream page) throws IOException {
        try (JsonGenerator json = factory.createGenerator(page)) {
            json.writeStartObject();
            json.writeStringField("time", Values.time(ended.times().accepted()));
            json.writeNumberField("id", ended.id());
            text(json, "listener", ended.client().listener());
            text(json, "client", ended.client().address());
            text(json, "local", ended.client().local());
            credentials(json, ended.client().fact(Fact.CREDENTIALS));
            text(json, "pool", ended.route().pool());
            text(json, "server", ended.route().server());
            count(json, "sent", ended.traffic().sent());
            count(json, "received", ended.traffic().received());
            millis(json, "connect_ms", ended.times().connect());
            millis(json, "total_ms", ended.times().duration());
            json.writeNumberField("attempts", ended.route().attempts());
            json.writeStringField("end", ended.end().word());
            text(json, "reason", ended.reason().isEmpty() ? null : ended.reason());
            json.writeEndObject();
        }
        page.write('\n');
    }

    @Override
    public void missing(long now, long count, ByteArrayOutputStream page) throws IOException {
        try (JsonGenerator json = factory.createGenerator(page)) {
            json.writeStartObject();
            json.writeStringField("time", Values.time(now));
            json.writeNumberField("missing", count);
            json.writeEndObject();
        }
        page.write('\n');
    }

    /** Only where there can be some: most clients come over IP. */
    private static void credentials(JsonGenerator json, @Nullable Credentials peer) throws IOException {
        if (peer != null) {
            known(json, "uid", peer.uid());
            known(json, "gid", peer.gid());
            known(json, "pid", peer.pid());
        }
    }

    private static void known(JsonGenerator json, String name, long value) throws IOException {
        if (value < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Values.safe(value));
        }
    }

    private static void count(JsonGenerator json, String name, long bytes) throws IOException {
        if (bytes < 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, bytes);
        }
    }

    private static void millis(JsonGenerator json, String name, long nanos) throws IOException {
        json.writeFieldName(name);
        if (nanos < 0) {
            json.writeNull();
        } else {
            json.writeNumber(Values.millis(nanos));
        }
    }
}
