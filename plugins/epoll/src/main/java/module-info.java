import org.jspecify.annotations.NullMarked;

/** The fast way for streams on Linux: an epoll loop a core moves the bytes. */
@NullMarked
module nib.epoll {
    requires nib.api;
    requires nib.linux;
    requires static org.jspecify;

    provides nib.spi.Provider with
            nib.epoll.EpollProvider;
}
