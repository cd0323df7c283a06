package nib.cli;

/** What the process answers when it ends. Listed by {@code nib --help}; scripts depend on it. */
final class Exit {
    static final int OK = 0;

    /** A problem in the configuration, or a command that was refused. */
    static final int PROBLEM = 1;

    /** A command line that makes no sense. */
    static final int USAGE = 2;

    /** What is needed to start is not to be had: an address, a permission, a file. */
    static final int CANNOT_START = 3;

    /** Nobody answers at the control socket. */
    static final int NOBODY = 4;

    /** A fault of Nib itself. */
    static final int FAULT = 5;

    private Exit() {}
}
