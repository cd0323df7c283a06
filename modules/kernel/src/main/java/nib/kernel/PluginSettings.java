package nib.kernel;

import java.nio.file.Path;
import java.util.Optional;
import nib.spi.About;
import nib.spi.Shorthand;

/** {@code plugins:} of a configuration. */
@About("Plugins that are not part of the image.")
public record PluginSettings(
        @About("The folder that they are dropped into: a jar each, or a folder of jars for one with libraries.")
        @Shorthand
        Path folder,

        @About("A list as `sha256sum` writes it, with paths below the folder; a jar that is not in it is left out.")
        Optional<Path> sha256) {}
