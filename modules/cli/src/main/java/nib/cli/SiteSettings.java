package nib.cli;

import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nib.api.Printable;
import nib.config.Binder;
import nib.config.Mention;
import nib.config.Parts;
import nib.config.Problems;
import nib.config.Scalars;
import nib.config.Source;
import nib.config.Words;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Settings;

/** What shall be in an image of one's own. */
@About("An image of one's own, for nib image.")
record SiteSettings(
        @About("The modules of Nib: the command, and plugins; without it those of the image that makes it.")
        Optional<List<SiteModule>> modules,

        @About("Plugins: jars, and folders of jars.") @Default("[]")
        List<SiteFile> plugins,

        @About("The configuration that the image carries as conf/nib.yaml.")
        Optional<SiteFile> configuration,

        @About("Options of the Java virtual machine.") @Default("[]")
        List<String> options,

        @About("Train a cache for a quick start.") @Default("true")
        boolean cache) {
    private static final Settings<SiteSettings> GRAMMAR = new Settings<>(SiteSettings.class, MethodHandles.lookup());

    /** There is no plugin's word in it. */
    private static final Parts NONE = new Parts() {
        @Override
        public <T> Optional<T> resolve(Mention<T> mention) {
            return Optional.empty();
        }
    };

    /** A module that there is. */
    record SiteModule(String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A file or folder that there is. */
    record SiteFile(Path path) {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * Reads a list; paths in it begin at its folder.
     *
     * @param known the modules that there are
     */
    static SiteSettings read(Path file, Set<String> known) throws Refusal {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Scalars scalars = Scalars.usual()
                .with(SiteModule.class, "nib.tcp", text -> module(text, known))
                .with(SiteFile.class, "my-plugin.jar", text -> file(text, folder));
        Problems problems = new Problems();
        return Source.read(file, problems)
                .flatMap(source -> new Binder(scalars, NONE).bind(source, GRAMMAR, problems))
                .orElseThrow(() -> Refusal.of(problems));
    }

    private static SiteModule module(String text, Set<String> known) {
        if (!known.contains(text)) {
            String meant = Words.nearest(text, known)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("");
            throw new IllegalArgumentException("there is no module \"" + Printable.of(text, 80) + "\"" + meant);
        }
        return new SiteModule(text);
    }

    private static SiteFile file(String text, Path folder) {
        try {
            Path path = folder.resolve(text);
            if (!text.isEmpty() && Files.exists(path)) {
                return new SiteFile(path);
            }
        } catch (InvalidPathException e) {
            // falls through: no file can have that name
        }
        throw new IllegalArgumentException("there is no \"" + Printable.of(text, 80) + "\" in " + folder);
    }
}
