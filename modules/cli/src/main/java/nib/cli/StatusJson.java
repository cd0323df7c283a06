package nib.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nib.kernel.Status;

/** The status as JSON. Programs read this: names stay, new ones may come; times are in milliseconds. */
final class StatusJson {
    private StatusJson() {}

    static void writeCounters(List<Status.Counters> all, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("counters");
        for (Status.Counters one : all) {
            for (Map.Entry<String, Long> counter : one.counters().entrySet()) {
                json.writeStartObject();
                json.writeStringField("place", one.place());
                json.writeStringField("guard", one.guard());
                json.writeStringField("counter", counter.getKey());
                json.writeNumberField("value", counter.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    static void writeFacts(List<Status.Fact> all, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("facts");
        for (Status.Fact one : all) {
            json.writeStartObject();
            json.writeStringField("engine", one.engine());
            json.writeStringField("about", one.about());
            json.writeStringField("fact", one.name());
            json.writeStringField("value", one.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void write(Status status, JsonGenerator json) throws IOException {
        json.writeNumberField("plan", status.plan());
        json.writeNumberField("uptime_ms", TimeUnit.NANOSECONDS.toMillis(status.uptime()));
        json.writeNumberField("sessions", status.sessions());
        json.writeNumberField("max_sessions", status.maxSessions());
        json.writeBooleanField("draining", status.draining());
        json.writeArrayFieldStart("listeners");
        for (Status.Listener listener : status.listeners()) {
            write(listener, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("pools");
        for (Status.Pool pool : status.pools()) {
            write(pool, json);
        }
        json.writeEndArray();
    }

    private static void write(Status.Listener listener, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", listener.name());
        json.writeStringField("address", listener.address());
        json.writeStringField("pool", listener.pool());
        json.writeNumberField("accepted", listener.accepted());
        json.writeNumberField("ended", listener.ended());
        json.writeEndObject();
    }

    private static void write(Status.Pool pool, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", pool.name());
        json.writeStringField("policy", pool.policy());
        json.writeNumberField("active", pool.active());
        json.writeNumberField("waiting", pool.waiting());
        json.writeNumberField("tracked", pool.tracked());
        json.writeArrayFieldStart("servers");
        for (Status.Server server : pool.servers()) {
            write(server, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(Status.Server server, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", server.name());
        json.writeArrayFieldStart("addresses");
        for (String address : server.addresses()) {
            json.writeString(address);
        }
        json.writeEndArray();
        json.writeStringField("state", server.state());
        json.writeStringField("reason", server.reason());
        json.writeBooleanField("emergency", server.emergency());
        json.writeNumberField("weight", server.weight());
        json.writeNumberField("priority", server.priority());
        if (!Double.isNaN(server.share())) {
            json.writeNumberField("share", server.share());
        }
        json.writeNumberField("active", server.active());
        json.writeNumberField("max", server.max());
        json.writeNumberField("hard", server.hard());
        json.writeNumberField("connections", server.connections());
        json.writeNumberField("failures", server.failures());
        json.writeNumberField("sent", server.sent());
        json.writeNumberField("received", server.received());
        json.writeEndObject();
    }

    static void write(List<Status.Connection> connections, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("connections");
        for (Status.Connection one : connections) {
            json.writeStartObject();
            json.writeNumberField("id", one.id());
            json.writeStringField("listener", one.listener());
            json.writeStringField("client", one.client());
            json.writeStringField("pool", one.pool());
            json.writeStringField("server", one.server());
            json.writeStringField("phase", one.phase());
            json.writeNumberField("sent", one.sent());
            json.writeNumberField("received", one.received());
            json.writeNumberField("age_ms", TimeUnit.NANOSECONDS.toMillis(one.age()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
