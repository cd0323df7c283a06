import org.jspecify.annotations.NullMarked;

/** YAML text to a tree with positions to typed settings. */
@NullMarked
module nib.config {
    requires static org.jspecify;
    requires transitive nib.api;
    requires org.snakeyaml.engine;

    exports nib.config;
}
