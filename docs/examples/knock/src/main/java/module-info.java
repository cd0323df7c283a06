/** The filter {@code knock}. */
module example.knock {
    requires nib.api;

    provides nib.spi.Provider with
            example.knock.KnockProvider;
}
