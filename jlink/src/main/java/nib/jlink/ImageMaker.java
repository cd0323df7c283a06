package nib.jlink;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a runtime image: bad input is refused before anything is written, and the image appears whole or not at all.
 *
 * <pre>
 * bin/           the commands, and the java they start
 * conf/          the configuration
 * lib/nib/       image.properties (what this is), jvm.options, the cache for a quick start
 * plugins/       plugins that were not linked
 * share/maven/   what plugins and other images are built with
 * </pre>
 *
 * The same input gives the same bytes, except for the cache: what a run teaches is never quite the same.
 */
public final class ImageMaker {
    /** The service that every plugin provides. */
    private static final String PLUGIN = "nib.spi.Provider";

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
        boolean archive = Archive.isWanted(output);
        if (!archive) {
            requireReplaceable(output);
        }
        List<DropIn> kept = new ArrayList<>();
        ImageOrder whole = withDropIns(order, kept);
        List<ModuleReference> modules = Resolution.of(whole.edition(), whole.jars());
        Path work = Files.createTempDirectory(Files.createDirectories(output.getParent()), ".image");
        try {
            Path image = work.resolve(archive ? Archive.folder(output) : "image");
            Shelf.fill(work.resolve("modules"), modules);
            build(whole, kept, modules, work.resolve("modules"), image);
            prove(whole, kept, modules, image);
            if (archive) {
                progress.accept("packing " + output.getFileName());
                Path packed = work.resolve("packed");
                Archive.pack(image, packed);
                Files.move(packed, output, StandardCopyOption.ATOMIC_MOVE);
            } else {
                Tree.remove(output);
                Files.move(image, output, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Tree.remove(work);
        }
    }

    /** The order with those drop-in plugins that can be linked as modules; the others are {@code kept} as they are. */
    private ImageOrder withDropIns(ImageOrder order, List<DropIn> kept) throws ImageFailure, IOException {
        Set<String> roots = new LinkedHashSet<>(order.edition().modules());
        List<Path> jars = new ArrayList<>(order.jars());
        Set<String> taken = new HashSet<>();
        if (!order.furniture().dropIns().isEmpty()) {
            Resolution.of(order.edition(), order.jars())
                    .forEach(module -> taken.add(module.descriptor().name()));
        }
        for (Path place : order.furniture().dropIns()) {
            DropIn one = DropIn.read(place);
            Optional<String> reason = one.unlinkable(taken);
            if (reason.isPresent()) {
                progress.accept("keeping " + place.getFileName() + " in plugins/: " + reason.get());
                kept.add(one);
                roots.addAll(one.platform());
            } else {
                jars.add(place);
                roots.addAll(one.names());
                taken.addAll(one.names());
            }
        }
        Edition edition = new Edition(order.edition().name(), List.copyOf(roots));
        return new ImageOrder(
                edition, order.version(), jars, order.commands(), order.furniture(), order.training(), order.output());
    }

    private void build(ImageOrder order, List<DropIn> kept, List<ModuleReference> modules, Path shelf, Path image)
            throws ImageFailure, IOException, InterruptedException {
        progress.accept("linking edition " + order.edition().name());
        Linker.link(shelf, order.edition().modules(), image);
        dress(order, modules, image);
        for (DropIn one : kept) {
            one.keep(image);
        }
        if (order.training().isEmpty()) {
            Training.none(image);
        } else {
            progress.accept("training the cache for a quick start");
            Training.run(image, order.commands().getFirst(), order.training());
        }
    }

    private static void dress(ImageOrder order, List<ModuleReference> modules, Path image) throws IOException {
        Files.createDirectories(image.resolve("lib/nib"));
        // The JDK's own commands: bin/ holds what one calls, and the java that those start.
        try (Stream<Path> commands = Files.list(image.resolve("bin"))) {
            for (Path command : commands.filter(file -> !file.endsWith("java")).toList()) {
                Files.delete(command);
            }
        }
        Set<String> names = new HashSet<>();
        modules.forEach(module -> names.add(module.descriptor().name()));
        for (Command command : order.commands()) {
            Launcher.write(image, command, order.commands().getFirst(), names);
        }
        Furniture furniture = order.furniture();
        Launcher.writeOptions(image, furniture.options());
        stamp(order, image);
        Path configuration = furniture.configuration();
        if (configuration != null && Files.isRegularFile(configuration)) {
            Files.copy(
                    configuration,
                    Files.createDirectories(image.resolve("conf")).resolve("nib.yaml"));
        } else if (configuration != null) {
            Tree.copy(configuration, image.resolve("conf"));
        }
        if (furniture.repository() != null) {
            Tree.copy(furniture.repository(), image.resolve("share/maven"), ".jar", ".pom");
        }
    }

    /** Only an image with a command of ours can be asked. */
    private void prove(ImageOrder order, List<DropIn> kept, List<ModuleReference> linked, Path image)
            throws ImageFailure, IOException, InterruptedException {
        Command command = order.commands().getFirst();
        if (!command.module().equals("nib.cli")) {
            return;
        }
        progress.accept("starting it to see whether everything is there");
        Set<String> plugins = new TreeSet<>();
        Stream.concat(linked.stream(), kept.stream().flatMap(one -> one.modules().stream()))
                .map(ModuleReference::descriptor)
                .filter(one -> one.provides().stream()
                        .anyMatch(service -> service.service().equals(PLUGIN)))
                .forEach(one -> plugins.add(one.name()));
        Proof proof = new Proof(image, command);
        proof.plugins(plugins);
        proof.configuration();
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
