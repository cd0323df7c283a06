package nib.distribution;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The words that the shipped plugins bring to the configuration, asked of the plugins themselves. */
final class Words {
    private Words() {}

    /** Found in a layer of their own: only there are the jars modules, and only modules say what they provide. */
    static Set<String> ofPlugins() {
        ModuleFinder jars = ModuleFinder.of(Path.of(Objects.requireNonNull(System.getProperty("nib.jars"))));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolveAndBind(ModuleFinder.of(), jars, Set.of("nib.kernel"));
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
        try {
            Class<?> provider = layer.findLoader("nib.api").loadClass("nib.spi.Provider");
            Method word = provider.getMethod("word");
            Set<String> words = new TreeSet<>();
            for (Object plugin : ServiceLoader.load(layer, provider)) {
                words.add((String) word.invoke(plugin));
            }
            return words;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("words of the plugins", e);
        }
    }
}
