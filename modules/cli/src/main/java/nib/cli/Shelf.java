package nib.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nib.folder.DropIn;
import nib.folder.PluginFolder;
import nib.kernel.Catalog;
import nib.kernel.Installed;
import nib.kernel.PluginSettings;
import nib.spi.Provider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The plugins of the image, and those that were dropped into a folder: the one of the command line, else that of the
 * configuration, else {@code plugins/} of the image if it is there.
 */
final class Shelf implements Installed {
    private final Supplier<Catalog> image;
    private final Optional<PluginSettings> named;
    private @Nullable Catalog own;
    private @Nullable PluginFolder folder;
    private @Nullable PluginSettings place;

    /** With the folder that the command line names, if it names one. */
    Shelf(Supplier<Catalog> image, Optional<Path> named) {
        this.image = image;
        this.named = named.map(path -> new PluginSettings(path, Optional.empty()));
    }

    /** The option by which a command line names a folder. */
    static OptionSpec option() {
        return Syntax.option(
                "--plugins",
                "DIR",
                "A folder of plugins. Else what `plugins` says in the file, else `plugins/` of the image.");
    }

    /** With the folder that a command line names, if it names one. */
    static Shelf of(ParseResult line, Shell shell) {
        return new Shelf(
                shell.plugins(),
                Optional.ofNullable(line.<String>matchedOptionValue("--plugins", null))
                        .map(Path::of));
    }

    @Override
    public synchronized Catalog catalog(Optional<PluginSettings> asked) {
        Catalog parts = own == null ? image.get() : own;
        own = parts;
        Optional<PluginSettings> where = named.or(() -> asked).or(Shelf::besideTheImage);
        return where.isEmpty() ? parts : with(parts, folder(where.get()).read());
    }

    private PluginFolder folder(PluginSettings where) {
        PluginFolder same = folder;
        if (same == null || !where.equals(place)) {
            same = new PluginFolder(where.folder(), where.sha256());
        }
        folder = same;
        place = where;
        return same;
    }

    private static Optional<PluginSettings> besideTheImage() {
        Path usual = Path.of(System.getProperty("java.home"), "plugins");
        return Files.isDirectory(usual) ? Optional.of(new PluginSettings(usual, Optional.empty())) : Optional.empty();
    }

    private static Catalog with(Catalog parts, PluginFolder.Contents contents) {
        List<Catalog.Offer> offers = new ArrayList<>();
        parts.entries().forEach(one -> offers.add(new Catalog.Offer(one.provider(), one.origin())));
        for (DropIn one : contents.dropIns()) {
            for (Provider<?, ?> provider : one.providers()) {
                offers.add(new Catalog.Offer(provider, one.origin().toString()));
            }
        }
        List<String> refused = new ArrayList<>(parts.refused());
        contents.refused().forEach(one -> refused.add(one.origin() + ": " + one.reason()));
        return new Catalog(offers, refused);
    }
}
