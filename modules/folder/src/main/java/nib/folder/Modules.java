package nib.folder;

import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The modules of one plugin: its own and its libraries, which may be modules by name only. */
final class Modules implements ModuleFinder {
    /** What the house lends to all plugins: a second copy of it would be another type by the same name. */
    static final Set<String> LENT = Set.of("nib.api", "org.slf4j");

    private final Map<String, ModuleReference> byName = new TreeMap<>();

    private Modules() {}

    static Modules of(List<Path> jars, ModuleLayer house) throws Unfit {
        Modules modules = new Modules();
        for (Path jar : jars) {
            modules.add(jar, house);
        }
        return modules;
    }

    private void add(Path jar, ModuleLayer house) throws Unfit {
        Path file = jar.getFileName();
        int needed = ClassLevel.of(jar);
        int here = Runtime.version().feature();
        if (needed > here) {
            throw new Unfit(file + " needs Java " + needed + ", this is Java " + here);
        }
        ModuleReference module = module(jar);
        String name = module.descriptor().name();
        if (LENT.contains(name)) {
            throw new Unfit(file + " is " + name + ", which the house lends to all plugins; leave it out");
        }
        if (byName.put(name, module.descriptor().isAutomatic() ? new Explicit(module, house) : module) != null) {
            throw new Unfit("more than one jar is the module " + name + "; leave one");
        }
    }

    private static ModuleReference module(Path jar) throws Unfit {
        try {
            return ModuleFinder.of(jar).findAll().iterator().next();
        } catch (FindException e) {
            throw Unfit.because(jar.getFileName() + " is no module", e.getCause() == null ? e : e.getCause());
        }
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Whether it was a module by name only. */
    boolean wasAutomatic(String name) {
        return byName.get(name) instanceof Explicit;
    }

    @Override
    public Optional<ModuleReference> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    @Override
    public Set<ModuleReference> findAll() {
        return Set.copyOf(byName.values());
    }
}
