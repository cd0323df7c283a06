package nib.udplinux;

/** What a descriptor belongs to. */
interface Watched {
    /** Something can be done. Never throws. */
    void ready(int events);
}
