package nib.cli;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of Nib that a shipped image carries for those who build: a Maven repository. The libraries of others are not
 * in it: who builds a plugin has them from Maven Central, who makes an image from {@link LinkedModules}.
 *
 * @param repository its folder
 */
record PartsOfNib(Path repository) {
    /** Those of the image that runs; none in an image that was made with them, or outside of any. */
    static Optional<PartsOfNib> ofThisImage() {
        Path place = Path.of(System.getProperty("java.home"), "share", "maven");
        return Files.isDirectory(place) ? Optional.of(new PartsOfNib(place)) : Optional.empty();
    }

    /** Names of all modules that can be linked: these, and those of the image that runs. */
    Set<String> modules() throws IOException {
        Set<String> names = names(ModuleFinder.ofSystem());
        names.addAll(own());
        return names;
    }

    /** Names of these. */
    Set<String> own() throws IOException {
        try {
            return names(ModuleFinder.of(jars().toArray(Path[]::new)));
        } catch (FindException e) {
            throw new IOException(repository + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> names(ModuleFinder finder) {
        return finder.findAll().stream()
                .map(module -> module.descriptor().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The jar of an artifact. */
    Path jar(String artifact) throws IOException {
        return jars().stream()
                .filter(file -> file.getFileName().toString().startsWith(artifact + "-"))
                .findFirst()
                .orElseThrow(() -> new IOException(repository + " has no " + artifact));
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
