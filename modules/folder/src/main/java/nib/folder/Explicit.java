package nib.folder;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;

/**
 * A module by name only, with the description that it lacks. Without one it would read every module of its own layer
 * and of the house, and two of one name could not be told apart. So it shows and opens everything, as it would anyway,
 * and requires the Java platform and what the house lends; its siblings are introduced when they are there.
 */
final class Explicit extends ModuleReference {
    private final ModuleReference automatic;

    Explicit(ModuleReference automatic, ModuleLayer house) {
        super(describe(automatic.descriptor(), house), automatic.location().orElse(null));
        this.automatic = automatic;
    }

    private static ModuleDescriptor describe(ModuleDescriptor automatic, ModuleLayer house) {
        ModuleDescriptor.Builder builder = ModuleDescriptor.newOpenModule(automatic.name());
        automatic.version().ifPresent(builder::version);
        builder.packages(automatic.packages());
        automatic.packages().forEach(builder::exports);
        automatic.provides().forEach(builder::provides);
        house.modules().stream()
                .map(Module::getDescriptor)
                .filter(Explicit::isForAll)
                .forEach(one -> builder.requires(one.name()));
        return builder.build();
    }

    private static boolean isForAll(ModuleDescriptor module) {
        boolean platform = module.name().startsWith("java.") || module.name().startsWith("jdk.");
        boolean shows = module.exports().stream().anyMatch(one -> !one.isQualified());
        return Modules.LENT.contains(module.name()) || (platform && shows);
    }

    @Override
    public ModuleReader open() throws IOException {
        return automatic.open();
    }
}
