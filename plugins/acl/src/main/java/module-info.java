import nib.acl.AclProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** Access lists. */
@NullMarked
module nib.acl {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            AclProvider;
}
