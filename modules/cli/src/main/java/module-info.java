import org.jspecify.annotations.NullMarked;

/** The nib command. */
@NullMarked
module nib.cli {
    requires static org.jspecify;
    requires nib.kernel;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;

    // It reads annotations and sets fields of commands, which stay package-private.
    opens nib.cli to
            info.picocli;
}
