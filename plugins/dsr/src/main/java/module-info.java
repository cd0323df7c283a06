import org.jspecify.annotations.NullMarked;

/** Direct server return: frames of clients go on to servers as they are, and the servers answer by themselves. */
@NullMarked
module nib.dsr {
    requires nib.api;
    requires nib.linux;
    requires static org.jspecify;

    provides nib.spi.Provider with
            nib.dsr.DsrProvider;
}
