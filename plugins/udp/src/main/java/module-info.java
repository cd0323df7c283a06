import org.jspecify.annotations.NullMarked;

/** UDP on every platform: a few loops over NIO move the datagrams. */
@NullMarked
module nib.udp {
    requires nib.api;
    requires nib.datagram;
    requires static org.jspecify;

    provides nib.spi.Provider with
            nib.udp.UdpProvider;
}
