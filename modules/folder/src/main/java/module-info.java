import org.jspecify.annotations.NullMarked;

/** Plugins that are dropped into a folder, each in a module layer of its own. */
@NullMarked
module nib.folder {
    requires static org.jspecify;
    requires transitive nib.api;

    uses nib.spi.Provider;

    exports nib.folder;
}
