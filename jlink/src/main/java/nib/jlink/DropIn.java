package nib.jlink;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plugin that somebody has as a jar, or as a folder of jars with its own libraries.
 *
 * <pre>
 *   all of it explicit modules, none of a name that is there already --> linked, like a module of an edition
 *   anything else --> kept as it is in plugins/, where it has a layer of its own
 * </pre>
 *
 * @param place the jar or folder
 * @param modules what it brings
 */
record DropIn(Path place, List<ModuleReference> modules) {
    /**
     * Looks at a plugin.
     *
     * @throws ImageFailure naming it, if it is not there or no jar
     */
    static DropIn read(Path place) throws ImageFailure, IOException {
        if (!Files.exists(place)) {
            throw new ImageFailure("no plugin at " + place);
        }
        try {
            List<ModuleReference> modules = ModuleFinder.of(jars(place).toArray(Path[]::new)).findAll().stream()
                    .sorted((one, other) ->
                            one.descriptor().name().compareTo(other.descriptor().name()))
                    .toList();
            if (modules.isEmpty()) {
                throw new ImageFailure("no plugin at " + place + ": there is no jar");
            }
            return new DropIn(place, modules);
        } catch (FindException e) {
            throw new ImageFailure("the plugin " + place + ": " + e.getMessage());
        }
    }

    private static List<Path> jars(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The names of its modules. */
    Set<String> names() {
        return modules.stream().map(one -> one.descriptor().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why it cannot be linked with modules of those names; empty if it can. */
    Optional<String> unlinkable(Collection<String> others) {
        for (ModuleReference module : modules) {
            if (module.descriptor().isAutomatic()) {
                return Optional.of(Tree.fileOf(module).getFileName() + " has no module-info");
            }
            if (others.contains(module.descriptor().name())) {
                return Optional.of(
                        "the image has its own " + module.descriptor().name());
            }
        }
        return Optional.empty();
    }

    /** The modules of the platform that it needs, where these are not told by modules that are linked. */
    Set<String> platform() {
        Set<String> needed = new TreeSet<>();
        for (ModuleReference module : modules) {
            module.descriptor().requires().stream()
                    .filter(one -> !one.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                    .map(ModuleDescriptor.Requires::name)
                    .forEach(needed::add);
        }
        if (modules.stream().anyMatch(one -> one.descriptor().isAutomatic())) {
            needed.addAll(usedByClasses());
        }
        needed.removeIf(name -> ModuleFinder.ofSystem().find(name).isEmpty());
        return needed;
    }

    /** What a jar without a description needs is told by its classes: jdeps(1). */
    private List<String> usedByClasses() {
        List<String> line = new ArrayList<>(
                List.of("--print-module-deps", "--ignore-missing-deps", "-q", "--multi-release", "base"));
        modules.forEach(module -> line.add(Tree.fileOf(module).toString()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int status = jdeps.run(out, new PrintWriter(new StringWriter()), line.toArray(String[]::new));
        return status == 0 ? Arrays.asList(said.toString().strip().split(",", -1)) : List.of();
    }

    /** Puts it into the plugins of an image, where only the owner may change it: else it would be left out. */
    void keep(Path image) throws IOException {
        Path plugins = image.resolve("plugins");
        makeFolder(plugins);
        if (Files.isDirectory(place)) {
            Path own = plugins.resolve(place.getFileName());
            makeFolder(own);
            for (Path jar : jars(place)) {
                copy(jar, own);
            }
        } else {
            copy(place, plugins);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path jar, Path folder) throws IOException {
        Path copy = Files.copy(jar, folder.resolve(jar.getFileName()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
