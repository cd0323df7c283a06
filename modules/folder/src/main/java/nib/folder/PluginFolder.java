package nib.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder into which plugins are dropped: a jar each, or a folder of jars for one that brings libraries.
 *
 * <pre>
 *   plugins/
 *     least-load-1.2.jar          a plugin
 *     geo/                        another, with what it needs
 *       geo.jar  geoip2.jar  ...
 *     README                      whatever is neither a jar nor a folder, or is hidden, is left alone
 * </pre>
 *
 * Reading it again loads what is new or has changed, and lets go of what is not there any more; what has stayed the
 * same stays loaded. A plugin that cannot be loaded is refused by itself. Safe for use by many threads.
 */
public final class PluginFolder {
    private final Path folder;
    private final Optional<Path> checksums;
    private Map<Path, DropIn> loaded = Map.of();

    /**
     * A folder that has not been read yet.
     *
     * @param checksums a file as {@code sha256sum} writes it, with paths below the folder; if given, a jar that is not
     *     in it is refused
     */
    public PluginFolder(Path folder, Optional<Path> checksums) {
        this.folder = folder;
        this.checksums = checksums;
    }

    /**
     * What lay in the folder when it was read.
     *
     * @param refused what was left out, with the reason
     */
    public record Contents(List<DropIn> dropIns, List<Refused> refused) {}

    /** A jar or folder that was left out. */
    public record Refused(Path origin, String reason) {}

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Reads the folder as it is now. */
    public synchronized Contents read() {
        Map<Path, DropIn> now = new HashMap<>();
        List<DropIn> dropIns = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        try {
            Checksums known = checksums.isPresent() ? Checksums.read(checksums.get()) : Checksums.none();
            for (Path entry : entries()) {
                try {
                    DropIn one = take(Parcel.read(entry, known.below(folder)));
                    dropIns.add(one);
                    now.put(entry, one);
                } catch (Unfit e) {
                    refused.add(new Refused(entry, e.reason()));
                }
            }
        } catch (Unfit e) {
            refused.add(new Refused(folder, e.reason()));
        }
        loaded = now;
        return new Contents(List.copyOf(dropIns), List.copyOf(refused));
    }

    private DropIn take(Parcel parcel) throws Unfit {
        DropIn old = loaded.get(parcel.origin());
        return old != null && old.digest().equals(parcel.digest()) ? old : DropIn.load(parcel);
    }

    private List<Path> entries() throws Unfit {
        if (!Files.isDirectory(folder)) {
            throw new Unfit("there is no such folder");
        }
        Ownership.check(folder);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(PluginFolder::isPlugin).sorted().toList();
        } catch (IOException e) {
            throw Unfit.because("it cannot be read", e);
        }
    }

    private static boolean isPlugin(Path entry) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        return !hidden && (Parcel.isJar(entry) || Files.isDirectory(entry));
    }
}
