package nib.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Libraries that the running image was linked from. An image need not carry them twice: what it runs is what another
 * image is made of.
 */
final class LinkedModules {
    private LinkedModules() {}

    /**
     * Writes a jar for each module that is neither Java's nor among those that are there already.
     *
     * @param there names of modules that come from elsewhere
     */
    static void write(Set<String> there, Path folder) throws IOException {
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            String name = module.descriptor().name();
            if (!name.startsWith("java.") && !name.startsWith("jdk.") && !there.contains(name)) {
                pack(module, folder.resolve(name + ".jar"));
            }
        }
    }

    private static void pack(ModuleReference module, Path jar) throws IOException {
        try (ModuleReader reader = module.open();
                Stream<String> names = reader.list();
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(0); // it lives as long as an image is made
            List<String> files =
                    names.filter(name -> !name.endsWith("/")).sorted().toList();
            for (String file : files) {
                out.putNextEntry(new ZipEntry(file));
                try (InputStream bytes = reader.open(file).orElseThrow()) {
                    bytes.transferTo(out);
                }
            }
        }
    }
}
