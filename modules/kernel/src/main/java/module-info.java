import org.jspecify.annotations.NullMarked;

/** The path of a client: catalog, planner, dispatcher, sessions, reload. */
@NullMarked
module nib.kernel {
    requires static org.jspecify;
    requires transitive nib.config;
    requires org.slf4j;

    uses nib.spi.Provider;

    exports nib.kernel;
}
