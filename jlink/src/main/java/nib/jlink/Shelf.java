package nib.jlink;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The modules of one image and no others, ready to be linked. */
final class Shelf {
    private Shelf() {}

    /** Puts each module into the folder, with its old classes raised. */
    static void fill(Path folder, List<ModuleReference> modules) throws IOException {
        Files.createDirectories(folder);
        for (ModuleReference module : modules) {
            Path file = Tree.fileOf(module);
            Path place = folder.resolve(module.descriptor().name() + ".jar");
            try (ModuleReader reader = module.open()) {
                if (Files.isDirectory(file) || hasOldClasses(reader)) {
                    pack(place, reader);
                } else {
                    Files.copy(file, place);
                }
            }
        }
    }

    private static boolean hasOldClasses(ModuleReader reader) throws IOException {
        for (String name : names(reader)) {
            if (isClass(name) && ClassFiles.isOld(bytes(reader, name))) {
                return true;
            }
        }
        return false;
    }

    private static void pack(Path place, ModuleReader reader) throws IOException {
        ClassFiles classFiles = new ClassFiles(reader);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(place))) {
            // What lives an instant need not be small.
            out.setLevel(0);
            for (String name : names(reader)) {
                byte[] bytes = bytes(reader, name);
                out.putNextEntry(new ZipEntry(name));
                out.write(isClass(name) && ClassFiles.isOld(bytes) ? classFiles.raised(bytes) : bytes);
            }
        }
    }

    private static List<String> names(ModuleReader reader) throws IOException {
        try (var names = reader.list()) {
            return names.filter(name -> !name.endsWith("/")).sorted().toList();
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static byte[] bytes(ModuleReader reader, String name) throws IOException {
        try (InputStream stream = reader.open(name).orElseThrow()) {
            return stream.readAllBytes();
        }
    }
}
