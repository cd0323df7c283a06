package nib.accesslog;

import java.lang.invoke.MethodHandles;
import nib.spi.Observer;
import nib.spi.Settings;

/** Brings the word {@code access-log} to life. */
public final class AccessLogProvider implements Observer.Provider<AccessLogSettings> {
    /** For the service loader. */
    public AccessLogProvider() {}

    @Override
    public String word() {
        return "access-log";
    }

    @Override
    public Settings<AccessLogSettings> settings() {
        return new Settings<>(AccessLogSettings.class, MethodHandles.lookup());
    }

    @Override
    public Observer create(AccessLogSettings settings) {
        return new AccessLog(settings.source(), settings.format().lines(), settings.queue());
    }
}
