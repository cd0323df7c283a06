import org.jspecify.annotations.NullMarked;

/** A whole Nib within a test of a plugin. */
@NullMarked
module nib.testhouse {
    requires static org.jspecify;
    requires transitive nib.kernel;
    requires transitive nib.testkit;

    exports nib.testhouse;
}
