package example.knock;

import java.lang.invoke.MethodHandles;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code knock} to life. */
public final class KnockProvider implements Filter.Provider<KnockSettings> {
    /** For the service loader. */
    public KnockProvider() {}

    @Override
    public String word() {
        return "knock";
    }

    @Override
    public Settings<KnockSettings> settings() {
        return new Settings<>(KnockSettings.class, MethodHandles.lookup());
    }

    /** Pure: it complains or builds. It opens no socket, starts no thread, reads no clock. */
    @Override
    public Filter create(KnockSettings settings) {
        return new Knock(settings);
    }
}
