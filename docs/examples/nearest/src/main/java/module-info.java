/** The policy {@code nearest}. */
module example.nearest {
    requires nib.api;

    provides nib.spi.Provider with
            example.nearest.NearestProvider;
}
