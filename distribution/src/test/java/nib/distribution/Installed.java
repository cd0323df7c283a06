package nib.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import nib.kernel.Catalog;
import nib.spi.Provider;

/**
 * The plugins that the distribution depends on. Tests run on the class path, where a service loader looks only into
 * META-INF: so the descriptors of modules are read instead.
 */
final class Installed {
    private Installed() {}

    static Catalog catalog() throws IOException, ReflectiveOperationException {
        List<Provider<?, ?>> providers = new ArrayList<>();
        ClassLoader loader = Installed.class.getClassLoader();
        for (URL url : Collections.list(loader.getResources("module-info.class"))) {
            for (String name : providers(url)) {
                Object made = Class.forName(name, true, loader).getConstructor().newInstance();
                providers.add((Provider<?, ?>) made);
            }
        }
        return new Catalog(providers);
    }

    private static List<String> providers(URL descriptor) throws IOException {
        try (InputStream in = descriptor.openStream()) {
            return ModuleDescriptor.read(in).provides().stream()
                    .filter(service -> service.service().equals(Provider.class.getName()))
                    .flatMap(service -> service.providers().stream())
                    .toList();
        }
    }
}
