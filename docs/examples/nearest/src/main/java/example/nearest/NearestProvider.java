package example.nearest;

import java.lang.invoke.MethodHandles;
import nib.spi.Policy;
import nib.spi.Settings;

/** Brings the word {@code nearest} to life. */
public final class NearestProvider implements Policy.Provider<NearestSettings> {
    /** For the service loader. */
    public NearestProvider() {}

    @Override
    public String word() {
        return "nearest";
    }

    @Override
    public Settings<NearestSettings> settings() {
        return new Settings<>(NearestSettings.class, MethodHandles.lookup());
    }

    /** Pure: it complains or builds. It opens no socket, starts no thread, reads no clock. */
    @Override
    public Policy create(NearestSettings settings) {
        return new Nearest(settings);
    }
}
