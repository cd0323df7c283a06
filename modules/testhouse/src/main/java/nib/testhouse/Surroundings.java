package nib.testhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import nib.kernel.Catalog;
import nib.spi.Provider;

/**
 * The plugins around a test. Those of the module path are found as usual. A test may also run on the class path, or
 * partly, as Maven runs it; there the descriptions of modules mean nothing to Java, but they still say what provides
 * what.
 */
final class Surroundings {
    private Surroundings() {}

    /** The catalog of these plugins and all around; theirs are the words that both have. */
    static Catalog with(List<Provider<?, ?>> own) {
        List<Catalog.Offer> offers = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Catalog.Entry entry : new Catalog(own).entries()) {
            offers.add(offer(entry.provider()));
            taken.add(name(entry));
        }
        List<Provider<?, ?>> around = new ArrayList<>();
        Catalog.installed().entries().forEach(entry -> around.add(entry.provider()));
        around.addAll(described(around));
        for (Catalog.Entry entry : new Catalog(around).entries()) {
            if (taken.add(name(entry))) {
                offers.add(offer(entry.provider()));
            }
        }
        return new Catalog(offers, List.of());
    }

    private static Catalog.Offer offer(Provider<?, ?> provider) {
        return new Catalog.Offer(provider, Catalog.IMAGE);
    }

    private static String name(Catalog.Entry entry) {
        return entry.kind() + " " + entry.word();
    }

    /** What descriptions on the class path name and nobody has found. */
    private static List<Provider<?, ?>> described(List<Provider<?, ?>> found) {
        Set<String> classes = new HashSet<>();
        found.forEach(one -> classes.add(one.getClass().getName()));
        List<Provider<?, ?>> more = new ArrayList<>();
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            for (URL description : Collections.list(loader.getResources("module-info.class"))) {
                for (String name : named(description)) {
                    if (classes.add(name)) {
                        more.add(make(loader, name));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return more;
    }

    private static List<String> named(URL description) throws IOException {
        try (InputStream in = description.openStream()) {
            return ModuleDescriptor.read(in).provides().stream()
                    .filter(service -> service.service().equals(Provider.class.getName()))
                    .flatMap(service -> service.providers().stream())
                    .toList();
        }
    }

    private static Provider<?, ?> make(ClassLoader loader, String name) {
        try {
            return (Provider<?, ?>) loader.loadClass(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ServiceConfigurationError(name + " is said to bring a word, and cannot be made", e);
        }
    }
}
