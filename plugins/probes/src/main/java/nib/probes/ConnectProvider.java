package nib.probes;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import nib.spi.Complaint;
import nib.spi.Probe;
import nib.spi.Settings;

/** Brings the word {@code connect} to life. */
public final class ConnectProvider implements Probe.Provider<ConnectSettings> {
    /** For the service loader. */
    public ConnectProvider() {}

    @Override
    public String word() {
        return "connect";
    }

    @Override
    public Settings<ConnectSettings> settings() {
        return new Settings<>(ConnectSettings.class, MethodHandles.lookup());
    }

    @Override
    public Probe create(ConnectSettings settings) {
        if (settings.timeout().compareTo(settings.every()) > 0) {
            throw new Complaint(
                    "timeout",
                    text(settings.timeout()) + " is longer than every (" + text(settings.every())
                            + "): a question must be answered before the next one");
        }
        return new ConnectProbe(settings.schedule());
    }

    /** As one would write it, in the largest unit without a fraction. */
    private static String text(Duration duration) {
        if (duration.toMillisPart() != 0 || duration.isZero()) {
            return duration.toMillis() + "ms";
        }
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
