package nib.folder;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Copies of the jars that are loaded, where nobody else can change them under a running program: a class may be read
 * from its jar long after the plugin was replaced. A copy is deleted when its classes are gone, or at the end.
 */
final class Spool {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Spool::delete), "nib-spool"));
    }

    private final Path folder;
    private final List<Path> jars = new ArrayList<>();

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** Writes the jars of a plugin. */
    static Spool of(Parcel parcel) throws Unfit {
        try {
            Spool spool = new Spool(Files.createTempDirectory("nib-plugin")); // that only we may enter
            OPEN.add(spool.folder);
            for (Map.Entry<String, byte[]> jar : parcel.jars().entrySet()) {
                spool.jars.add(Files.write(spool.folder.resolve(jar.getKey()), jar.getValue()));
            }
            return spool;
        } catch (IOException e) {
            throw Unfit.because("it cannot be copied into the folder for temporary files", e);
        }
    }

    List<Path> jars() {
        return jars;
    }

    /** Deletes everything when that class loader is gone. */
    void keepFor(ClassLoader loader) {
        Path gone = folder; // the action must not hold the spool
        CLEANER.register(loader, () -> delete(gone));
    }

    void delete() {
        delete(folder);
    }

    private static void delete(Path folder) {
        OPEN.remove(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // what is left lies in the folder for temporary files, which somebody else keeps clean
        }
    }
}
