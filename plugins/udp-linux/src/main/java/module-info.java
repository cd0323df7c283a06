import org.jspecify.annotations.NullMarked;

/** The fast way for UDP on Linux: loops that receive and send many datagrams at once. */
@NullMarked
module nib.udplinux {
    requires nib.api;
    requires nib.datagram;
    requires nib.linux;
    requires static org.jspecify;

    provides nib.spi.Provider with
            nib.udplinux.MmsgProvider;
}
