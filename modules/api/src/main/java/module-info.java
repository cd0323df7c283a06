import org.jspecify.annotations.NullMarked;

/** What everyone may hold, and what a plugin implements. */
@NullMarked
module nib.api {
    requires static org.jspecify;

    exports nib.api;
    exports nib.spi;
}
