package nib.kernel;

import java.util.List;
import nib.api.Event;
import nib.spi.Observer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to the observers of the plan, and what an operator should know to the program's own log. */
final class Events {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final RateLimit lines;
    private volatile List<Observer> observers = List.of();

    Events(RateLimit lines) {
        this.lines = lines;
    }

    void observers(List<Observer> now) {
        observers = List.copyOf(now);
    }

    /** Never blocks, never throws. */
    void tell(Event event) {
        log(event);
        for (Observer observer : observers) {
            try {
                observer.on(event);
            } catch (RuntimeException | Error e) {
                say("observer", "an observer failed: " + Failures.words(e));
            }
        }
    }

    private void log(Event event) {
        switch (event) {
            case Event.ConnectionEnded ended -> {}
            case Event.Note n -> note(n);
            case Event.AttemptFailed f ->
                say(
                        "attempt " + f.pool() + f.server(),
                        "connect to " + f.pool() + "/" + f.server() + " failed" + (f.local() ? " on our side: " : ": ")
                                + f.reason());
            case Event.ServerChanged c ->
                LOG.info(
                        "server {}/{} is {}, was {}: {}",
                        c.pool(),
                        c.server(),
                        c.to().word(),
                        c.from().word(),
                        c.reason());
            case Event.AcceptPaused p ->
                say(
                        "accept " + p.listener(),
                        "listener " + p.listener() + (p.paused() ? " pauses accepting: " : " accepts again: ")
                                + p.reason());
            case Event.PlanApplied p -> LOG.info("plan {} is in force: {}", p.number(), p.summary());
            case Event.PlanRefused p -> LOG.error("plan refused, {} problems: {}", p.problems(), p.first());
            case Event.PluginStuck s ->
                say(
                        "stuck " + s.module(),
                        "a connection to " + s.listener() + " is held up by " + s.module() + ": " + s.place()
                                + " has not returned for a second");
            case Event.PluginFailed f -> say("plugin " + f.word(), f.kind() + " " + f.word() + ": " + f.reason());
        }
    }

    private void note(Event.Note note) {
        if (note.warning()) {
            say("note " + note.word(), note.word() + ": " + note.text());
        } else {
            LOG.info("{}: {}", note.word(), note.text());
        }
    }

    /** At most one line a second for each topic. */
    private void say(String topic, String line) {
        long suppressed = lines.ask(topic);
        if (suppressed == 0) {
            LOG.warn(line);
        } else if (suppressed > 0) {
            LOG.warn("{} ({} more like it suppressed)", line, suppressed);
        }
    }
}
