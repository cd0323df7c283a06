import org.jspecify.annotations.NullMarked;

/** YAML text to a tree with positions to the records that others declare, with all problems at once. */
@NullMarked
module nib.config {
    requires static transitive org.jspecify;
    requires transitive nib.api;
    requires org.snakeyaml.engine;

    exports nib.config;
}
