package nib.cli;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The parts of Nib that a shipped image carries for those who build: a Maven repository.
 *
 * @param repository its folder
 */
record PartsOfNib(Path repository) {
    /** Those of the image that runs; none in an image that was made with them, or outside of any. */
    static Optional<PartsOfNib> ofThisImage() {
        Path place = Path.of(System.getProperty("java.home"), "share", "maven");
        return Files.isDirectory(place) ? Optional.of(new PartsOfNib(place)) : Optional.empty();
    }

    /** Names of all modules that can be linked: these, and those of the Java that runs. */
    Set<String> modules() throws IOException {
        Set<String> names = new TreeSet<>();
        try {
            for (ModuleFinder finder : List.of(ModuleFinder.of(jars().toArray(Path[]::new)), ModuleFinder.ofSystem())) {
                finder.findAll().stream().map(ModuleReference::descriptor).forEach(one -> names.add(one.name()));
            }
        } catch (FindException e) {
            throw new IOException(repository + ": " + e.getMessage(), e);
        }
        return names;
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
