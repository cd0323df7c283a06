package nib.http;

import java.lang.invoke.MethodHandles;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code forwarded} to life. */
public final class ForwardedProvider implements Filter.Provider<ForwardedSettings> {
    /** For the service loader. */
    public ForwardedProvider() {}

    @Override
    public String word() {
        return "forwarded";
    }

    @Override
    public Settings<ForwardedSettings> settings() {
        return new Settings<>(ForwardedSettings.class, MethodHandles.lookup());
    }

    @Override
    public Filter create(ForwardedSettings settings) {
        return new Forwarded(settings.existing());
    }
}
