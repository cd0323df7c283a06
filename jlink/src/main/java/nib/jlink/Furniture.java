package nib.jlink;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image holds beside its modules.
 *
 * @param configuration a folder whose files go to {@code conf/}, or one file that becomes {@code conf/nib.yaml}, if any
 * @param repository a Maven repository whose jars and poms go to {@code share/maven/}, if any: what others build plugins
 *     and images with
 * @param dropIns jars, and folders of jars, that are plugins: linked where they can be, otherwise kept in {@code
 *     plugins/}
 * @param options options of the Java virtual machine, after those that every image has
 */
public record Furniture(
        @Nullable Path configuration, @Nullable Path repository, List<Path> dropIns, List<String> options) {
    /** Nothing. */
    public static final Furniture NONE = new Furniture(null, null, List.of(), List.of());

    /** Copies the lists. */
    public Furniture {
        dropIns = List.copyOf(dropIns);
        options = List.copyOf(options);
    }
}
