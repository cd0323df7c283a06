package nib.accesslog;

import java.lang.invoke.MethodHandles;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code pen-log} to life. */
public final class PenLogProvider implements Filter.Provider<PenLogSettings> {
    /** For the service loader. */
    public PenLogProvider() {}

    @Override
    public String word() {
        return "pen-log";
    }

    @Override
    public Settings<PenLogSettings> settings() {
        return new Settings<>(PenLogSettings.class, MethodHandles.lookup());
    }

    @Override
    public Filter create(PenLogSettings settings) {
        return new PenLog(settings.source(), settings.isNetwork(), settings.queue());
    }
}
