package nib.cli;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nib.config.Binder;
import nib.config.Mention;
import nib.config.Parts;
import nib.config.Problems;
import nib.config.Scalars;
import nib.config.Source;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Settings;

/** What shall be in an image of one's own. */
@About("An image of one's own, for nib image.")
record SiteSettings(
        @About("The modules of Nib: the command, and plugins; without it those of the image that makes it.")
        Optional<List<String>> modules,

        @About("Plugins: jars, and folders of jars.") @Default("[]")
        List<Path> plugins,

        @About("The configuration that the image carries as conf/nib.yaml.")
        Optional<Path> configuration,

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

    /** Reads a list; paths in it begin at its folder. */
    static SiteSettings read(Path file) throws Refusal {
        Problems problems = new Problems();
        return Source.read(file, problems)
                .flatMap(source -> new Binder(Scalars.usual(), NONE).bind(source, GRAMMAR, problems))
                .orElseThrow(() -> Refusal.of(problems));
    }
}
