import org.jspecify.annotations.NullMarked;

/** Commands for those who come from pen, by the names and with the options that they have there. */
@NullMarked
module nib.pen {
    requires static org.jspecify;
    requires nib.kernel;
    requires nib.linux;
    requires org.slf4j;
    requires jdk.unsupported; // signals

    uses java.util.spi.ToolProvider;

    provides java.util.spi.ToolProvider with
            nib.pen.Pen,
            nib.pen.Penctl,
            nib.pen.Penlog,
            nib.pen.Penlogd,
            nib.pen.Mergelogs;
}
