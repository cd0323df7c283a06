package nib.folder;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import nib.spi.Provider;

/**
 * A plugin that was dropped in, loaded into a module layer of its own: it may bring libraries in other versions than
 * the house or another plugin has. Its classes are unloaded when nobody holds it, one of its providers, or anything
 * that these have made.
 */
public final class DropIn {
    private final Path origin;
    private final String digest;
    private final List<Provider<?, ?>> providers;

    private DropIn(Path origin, String digest, List<Provider<?, ?>> providers) {
        this.origin = origin;
        this.digest = digest;
        this.providers = providers;
    }

    /** The jar or folder that it was read from. */
    public Path origin() {
        return origin;
    }

    /** What it brings; at least one. */
    public List<Provider<?, ?>> providers() {
        return providers;
    }

    String digest() {
        return digest;
    }

    static DropIn load(Parcel parcel) throws Unfit {
        Spool spool = Spool.of(parcel);
        try {
            ModuleLayer layer = layer(Modules.of(spool.jars(), ModuleLayer.boot()), ModuleLayer.boot());
            List<Provider<?, ?>> providers = providers(layer);
            spool.keepFor(layer.findLoader(layer.modules().iterator().next().getName()));
            return new DropIn(parcel.origin(), parcel.digest(), providers);
        } catch (Unfit e) {
            spool.delete();
            throw e;
        }
    }

    private static ModuleLayer layer(Modules modules, ModuleLayer house) throws Unfit {
        try {
            // All are roots: what only a module by name needs would otherwise be missed.
            Configuration all = house.configuration().resolve(modules, ModuleFinder.of(), modules.names());
            ModuleLayer.Controller controller =
                    ModuleLayer.defineModulesWithOneLoader(all, List.of(house), ClassLoader.getPlatformClassLoader());
            introduce(controller, modules);
            NativeAccess.grant(controller);
            return controller.layer();
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw Unfit.because("its modules do not fit together", e);
        }
    }

    /** A module by name only sees all the others: it cannot say whom it needs. */
    private static void introduce(ModuleLayer.Controller controller, Modules modules) {
        Set<Module> all = controller.layer().modules();
        all.stream()
                .filter(one -> modules.wasAutomatic(one.getName()))
                .forEach(one -> all.forEach(other -> controller.addReads(one, other)));
    }

    private static List<Provider<?, ?>> providers(ModuleLayer layer) throws Unfit {
        List<Provider<?, ?>> providers = new ArrayList<>();
        try {
            for (ServiceLoader.Provider<?> one :
                    ServiceLoader.load(layer, Provider.class).stream().toList()) {
                if (layer.equals(one.type().getModule().getLayer())) {
                    providers.add((Provider<?, ?>) one.get());
                }
            }
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw Unfit.because("it cannot be started", e);
        }
        if (providers.isEmpty()) {
            throw new Unfit(
                    "it brings no plugin: no module that provides nib.spi.Provider, nor META-INF/services/nib.spi.Provider");
        }
        return List.copyOf(providers);
    }
}
