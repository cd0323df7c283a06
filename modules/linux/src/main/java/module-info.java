import org.jspecify.annotations.NullMarked;

/** What Nib's Linux plugins need of the kernel and of glibc, by {@code java.lang.foreign}. */
@NullMarked
module nib.linux {
    requires static org.jspecify;
    requires transitive nib.api;

    exports nib.linux;

    provides nib.spi.Disguise with
            nib.linux.TransparentSockets;
}
