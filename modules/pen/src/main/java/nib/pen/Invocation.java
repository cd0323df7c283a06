package nib.pen;

import org.jspecify.annotations.Nullable;

/** What a command line of pen says beside how to balance: it stays for as long as the process lives. */
final class Invocation {
    /** Commands to take at the start and at a HUP, or empty. */
    String file = "";

    boolean foreground;
    boolean mayExit;

    @Nullable String pid;

    @Nullable String control;

    @Nullable String folder;

    @Nullable String user;
}
