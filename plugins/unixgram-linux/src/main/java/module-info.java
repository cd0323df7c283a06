import org.jspecify.annotations.NullMarked;

/** Datagrams of Unix sockets, with who sent them, on Linux. */
@NullMarked
module nib.unixgramlinux {
    requires nib.api;
    requires nib.linux;
    requires static org.jspecify;

    provides nib.spi.Provider with
            nib.unixgramlinux.UnixgramLinuxProvider;
}
