package nib.epoll;

/** Something whose descriptors a worker waits for. Entered by that worker alone. */
interface Watched {
    /** Events have come, those of epoll(7). */
    void ready(int fd, int events);

    /** Something threw that must not: gives everything back. */
    void broken(Throwable e);
}
