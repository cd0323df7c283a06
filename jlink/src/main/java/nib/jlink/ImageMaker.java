package nib.jlink;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a runtime image: bad input is refused before anything is written, and the image appears whole or not at all.
 *
 * <pre>
 * bin/       the commands, and the java they start
 * conf/      the reference configuration
 * lib/nib/   image.properties (what this is), jvm.options, the cache for a quick start
 * </pre>
 *
 * The same input gives the same bytes, except for the cache: what a run teaches is never quite the same.
 */
public final class ImageMaker {
    private static final String STAMP = "lib/nib/image.properties";

    private final Consumer<String> progress;

    /** A maker that says what it is about to do, one line each time. */
    public ImageMaker(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Makes what was ordered, in this process; takes some seconds.
     *
     * @throws ImageFailure when the order cannot be met; the output is then as it was
     */
    public void make(ImageOrder order) throws ImageFailure, IOException, InterruptedException {
        Path output = order.output().toAbsolutePath().normalize();
        requireReplaceable(output);
        List<ModuleReference> modules = Resolution.of(order.edition(), order.jars());
        Path work = Files.createTempDirectory(Files.createDirectories(output.getParent()), ".image");
        try {
            Path image = work.resolve("image");
            build(order, modules, work.resolve("modules"), image);
            Tree.remove(output);
            Files.move(image, output, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Tree.remove(work);
        }
    }

    private void build(ImageOrder order, List<ModuleReference> modules, Path shelf, Path image)
            throws ImageFailure, IOException, InterruptedException {
        progress.accept("linking edition " + order.edition().name());
        Shelf.fill(shelf, modules);
        Linker.link(shelf, order.edition().modules(), image);
        dress(order, image);
        if (order.training().isEmpty()) {
            Training.none(image);
        } else {
            progress.accept("training the cache for a quick start");
            Training.run(image, order.commands().getFirst(), order.training());
        }
    }

    private static void dress(ImageOrder order, Path image) throws IOException {
        Files.createDirectories(image.resolve("lib/nib"));
        // The JDK's own commands: bin/ holds what one calls, and the java that those start.
        try (Stream<Path> commands = Files.list(image.resolve("bin"))) {
            for (Path command : commands.filter(file -> !file.endsWith("java")).toList()) {
                Files.delete(command);
            }
        }
        for (Command command : order.commands()) {
            Launcher.write(image, command);
        }
        Launcher.writeOptions(image);
        stamp(order, image);
        if (order.configuration() != null) {
            Tree.copy(order.configuration(), image.resolve("conf"));
        }
    }

    /** Written by hand: {@link Properties} would add the time of day. */
    private static void stamp(ImageOrder order, Path image) throws IOException {
        TreeMap<String, String> said = new TreeMap<>();
        said.put("edition", order.edition().name());
        said.put("java", Runtime.version().toString());
        said.put("modules", String.join(" ", order.edition().modules()));
        said.put("version", order.version());
        StringBuilder text = new StringBuilder();
        said.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Files.writeString(image.resolve(STAMP), text);
    }

    /** What is not an image is not ours to remove. */
    private static void requireReplaceable(Path output) throws ImageFailure, IOException {
        if (!Files.exists(output) || Files.isRegularFile(output.resolve(STAMP))) {
            return;
        }
        if (Files.isDirectory(output)) {
            try (Stream<Path> inside = Files.list(output)) {
                if (inside.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw new ImageFailure(output + " is there already and is not an image");
    }
}
