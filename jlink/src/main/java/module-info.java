import org.jspecify.annotations.NullMarked;

/** A runtime image from an edition: a list of modules in, a folder that needs no installed Java out. */
@NullMarked
module nib.jlink {
    requires static org.jspecify;

    exports nib.jlink;
}
