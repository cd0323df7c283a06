package nib.kernel;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import nib.api.Event;
import nib.spi.Host;
import nib.spi.Loadable;
import org.jspecify.annotations.Nullable;

/**
 * Watches the files of the parts of a plan, and has those parts load again whose files have changed.
 *
 * <pre>
 *   same --another look than loaded--> moving --the same look again--> load --> same
 * </pre>
 *
 * A file that still changes between two looks is still being written. One thread at a time.
 */
final class Loads {
    /**
     * A part, and how its files looked before it read them.
     *
     * @param word its word in the configuration
     */
    record Loaded(String word, Loadable part, FileStamps stamps) {}

    private final Host host;
    private final IdentityHashMap<Loadable, Sight> sights = new IdentityHashMap<>();

    /** How the files of a part looked: when it loaded them, and at the last look. */
    private static final class Sight {
        private final String word;
        private FileStamps loaded;
        private @Nullable FileStamps last;

        Sight(String word, FileStamps loaded) {
            this.word = word;
            this.loaded = loaded;
        }
    }

    Loads(Host host) {
        this.host = host;
    }

    /** Watches for these parts, and for no others. */
    synchronized void watch(List<Loaded> parts) {
        sights.clear();
        parts.forEach(one -> sights.put(one.part(), new Sight(one.word(), one.stamps())));
    }

    /** Looks at all files once; blocks while files are read. */
    synchronized void look() {
        sights.forEach(this::look);
    }

    private void look(Loadable part, Sight sight) {
        FileStamps now = FileStamps.of(part.files());
        boolean settled = now.equals(sight.last);
        sight.last = now;
        if (settled && !now.equals(sight.loaded)) {
            sight.loaded = now;
            load(part, sight.word);
        }
    }

    private void load(Loadable part, String word) {
        try {
            part.load();
        } catch (IOException e) {
            host.tell(new Event.Note(word, true, Failures.words(e) + "; what was loaded before stays"));
        } catch (RuntimeException e) {
            host.tell(new Event.PluginFailed("loadable", word, Failures.words(e)));
        }
    }
}
