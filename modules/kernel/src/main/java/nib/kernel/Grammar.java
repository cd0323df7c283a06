package nib.kernel;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import nib.config.Scalars;
import nib.spi.Forwarder;
import nib.spi.Settings;

/** What a configuration file is made of, before any plugin adds its words. */
public final class Grammar {
    /** The scalars of a configuration file. */
    public static final Scalars SCALARS = Scalars.usual()
            .with(Endpoint.class, "tcp://0.0.0.0:80", Endpoint::parse)
            .with(FileMode.class, "660", FileMode::parse);

    /** A whole file. */
    public static final Settings<HouseSettings> HOUSE = new Settings<>(HouseSettings.class, MethodHandles.lookup());

    /** What a file says about plugins. */
    static final Settings<PluginSettings> PLUGINS = new Settings<>(PluginSettings.class, MethodHandles.lookup());

    /** Engines that no file says anything about. */
    static final Settings<UsualEngines> USUAL_ENGINES = new Settings<>(UsualEngines.class, MethodHandles.lookup());

    /** Every engine that is installed, by word, with its usual settings. */
    record UsualEngines(Map<String, Forwarder> usualEngines) {}

    private Grammar() {}
}
