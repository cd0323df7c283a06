package nib.kernel;

import java.util.Optional;

/** What is installed. It may be more, less or another each time that a plan is made. */
@FunctionalInterface
public interface Installed {
    /**
     * Looks again.
     *
     * @param asked what the configuration says about plugins, if anything
     */
    Catalog catalog(Optional<PluginSettings> asked);
}
