package nib.jlink;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which jars an edition needs: its modules and all that they require, found before anything is written. */
final class Resolution {
    private Resolution() {}

    /**
     * The edition's modules and what they require, without the JDK's own. Jars are looked for in folders and in those
     * within.
     *
     * @throws ImageFailure naming the first module that is missing or unfit
     */
    static List<ModuleReference> of(Edition edition, List<Path> folders) throws ImageFailure, IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            if (!Files.exists(folder)) {
                throw new ImageFailure("no folder of jars at " + folder);
            }
            Tree.files(folder).stream()
                    .filter(file -> file.toString().endsWith(".jar"))
                    .forEach(files::add);
        }
        try {
            ModuleFinder jars = ModuleFinder.of(files.toArray(Path[]::new));
            requireKnown(edition, jars);
            Configuration resolved = Configuration.empty().resolve(jars, ModuleFinder.ofSystem(), edition.modules());
            List<ModuleReference> needed = resolved.modules().stream()
                    .map(ResolvedModule::reference)
                    .filter(module -> isJar(module))
                    .toList();
            requireExplicit(needed);
            return needed;
        } catch (FindException | ResolutionException e) {
            throw new ImageFailure("edition " + edition.name() + ": " + e.getMessage());
        }
    }

    private static void requireKnown(Edition edition, ModuleFinder jars) throws ImageFailure {
        Set<String> known = new HashSet<>();
        Stream.of(jars.findAll(), ModuleFinder.ofSystem().findAll())
                .flatMap(Collection::stream)
                .map(ModuleReference::descriptor)
                .map(ModuleDescriptor::name)
                .forEach(known::add);
        for (String module : edition.modules()) {
            if (!known.contains(module)) {
                String meant = Names.nearest(module, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                throw new ImageFailure("edition " + edition.name() + ": no module " + module + meant);
            }
        }
    }

    /** A jar without a module-info has a guessed name and requires everything: it cannot be linked. */
    private static void requireExplicit(List<ModuleReference> modules) throws ImageFailure {
        for (ModuleReference module : modules) {
            if (module.descriptor().isAutomatic()) {
                throw new ImageFailure(Tree.fileOf(module).getFileName() + " has no module-info and cannot be linked;"
                        + " use it as a drop-in plugin");
            }
        }
    }

    private static boolean isJar(ModuleReference module) {
        return module.location()
                .filter(location -> "file".equals(location.getScheme()))
                .isPresent();
    }
}
