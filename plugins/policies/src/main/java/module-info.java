import org.jspecify.annotations.NullMarked;

/** Policies that need nothing but java.base. */
@NullMarked
module nib.policies {
    requires static org.jspecify;
    requires nib.api;
}
