package nib.epoll;

import nib.linux.Epoll;

/** Something whose descriptors a worker waits for. Entered by that worker alone. */
interface Watched {
    /** Everything that a reader of a stream wants to know, once when it changes. */
    int FROM = Epoll.EPOLLIN | Epoll.EPOLLPRI | Epoll.EPOLLRDHUP | Epoll.EPOLLET;

    /** Nothing more comes from there. */
    int LAST_WORDS = Epoll.EPOLLRDHUP | Epoll.EPOLLHUP | Epoll.EPOLLERR;

    /** Events have come, those of epoll(7). */
    void ready(int fd, int events);

    /** Something threw that must not: gives everything back. */
    void broken(Throwable e);
}
