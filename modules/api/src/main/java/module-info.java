import org.jspecify.annotations.NullMarked;

/** What everyone may hold ({@code nib.api}) and what a plugin implements ({@code nib.spi}). */
@NullMarked
module nib.api {
    requires static transitive org.jspecify;

    exports nib.api;
    exports nib.spi;

    uses nib.spi.Disguise;
}
