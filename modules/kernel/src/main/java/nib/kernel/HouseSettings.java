package nib.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Range;

/** A whole configuration file. */
@About("A configuration file of Nib.")
public record HouseSettings(
        @About("Guards that several listeners and pools share, by name: the name alone stands where one is wanted.")
        @Default("{}")
        Map<String, Guard> guards,

        @About("Where clients come in, by name.") Map<String, ListenerSettings> listeners,
        @About("Groups of servers, by name.") Map<String, PoolSettings> pools,

        @About("Who is told what happens: logs, metrics.") @Default("[]")
        List<Observer> observers,

        @About("Settings of engines; those that are not named here have their usual ones.") @Default("[]")
        List<Forwarder> engines,

        @About("The most connections at once; 0 computes it from the limit on open files.")
        @Default("0")
        @Range(min = "0", max = "10000000")
        int sessions,

        @About("How long open connections may go on after a stop was asked for.")
        @Default("30s")
        @Range(min = "0s", max = "1d")
        Duration drain,

        @About("The Unix socket for `nib ctl`; without it the first usual place that can be had.")
        Optional<Path> control,

        @About("Plugins that are not part of the image; without it those in `plugins/` beside it.")
        Optional<PluginSettings> plugins) {

    /** The same with one pool changed; without that pool, the same. */
    public HouseSettings with(String pool, UnaryOperator<PoolSettings> change) {
        Map<String, PoolSettings> changed = new LinkedHashMap<>(pools);
        changed.computeIfPresent(pool, (name, settings) -> change.apply(settings));
        return new HouseSettings(
                guards,
                listeners,
                Collections.unmodifiableMap(changed),
                observers,
                engines,
                sessions,
                drain,
                control,
                plugins);
    }

    /** The same told to others. */
    HouseSettings withObservers(List<Observer> others) {
        return new HouseSettings(
                guards, listeners, pools, List.copyOf(others), engines, sessions, drain, control, plugins);
    }
}
