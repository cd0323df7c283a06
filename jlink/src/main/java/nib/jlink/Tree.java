package nib.jlink;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole folders: copied, removed, replaced. */
final class Tree {
    private Tree() {}

    /** The jar or folder of a module that was found in the file system. */
    static Path fileOf(ModuleReference module) {
        return Path.of(module.location().orElseThrow());
    }

    /** Copies the files whose names end like one of those, or all. */
    static void copy(Path from, Path to, String... endings) throws IOException {
        for (Path file : files(from)) {
            String name = file.getFileName().toString();
            if (endings.length == 0 || Stream.of(endings).anyMatch(name::endsWith)) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Every file in a folder and in those within, in the same order each time. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Removes a folder if it is there; links are removed, not followed. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
