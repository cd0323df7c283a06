/** The guard {@code blocklist}. */
module example.blocklist {
    requires nib.api;
    requires com.fasterxml.jackson.core;

    provides nib.spi.Provider with
            example.blocklist.BlocklistProvider;
}
