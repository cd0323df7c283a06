import org.jspecify.annotations.NullMarked;

/** A runtime image from an edition. */
@NullMarked
module nib.jlink {
    requires static org.jspecify;

    exports nib.jlink;
}
