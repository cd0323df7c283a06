package nib.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A module of this project, as it was compiled.
 *
 * @param classes all of its classes, without the description of the module itself
 */
record BuiltModule(ModuleDescriptor descriptor, List<ClassModel> classes) {
    private static final String DESCRIPTION = "module-info.class";

    String name() {
        return descriptor.name();
    }

    /** Each module of the source tree, by name: a folder with a pom that has compiled a description of a module. */
    static Map<String, BuiltModule> all() {
        Path root = Root.path();
        Map<String, BuiltModule> modules = new TreeMap<>();
        try (Stream<Path> folders = Files.walk(root, 2)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Path classes = folder.resolve("target/classes");
                if (Files.exists(folder.resolve("pom.xml")) && Files.exists(classes.resolve(DESCRIPTION))) {
                    BuiltModule module = read(classes);
                    modules.put(module.name(), module);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules;
    }

    private static BuiltModule read(Path folder) throws IOException {
        try (InputStream description = Files.newInputStream(folder.resolve(DESCRIPTION));
                Stream<Path> files = Files.walk(folder)) {
            List<ClassModel> classes = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith(DESCRIPTION))
                    .map(BuiltModule::parse)
                    .toList();
            return new BuiltModule(ModuleDescriptor.read(description), classes);
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
