package nib.udplinux;

import org.jspecify.annotations.Nullable;

/** A line that has something to send before the next batch is received; one of a list. */
abstract class Laden {
    @Nullable Laden next;

    boolean listed;

    /** Sends it. */
    abstract void flush();
}
