package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EpollTest {
    @Test
    void eachEventBringsItsValue() throws LinuxException {
        try (Lab lab = new Lab();
                Epoll epoll = Epoll.open(lab.call, lab.arena, 8)) {
            Pair one = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            Pair two = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            long large = 0xfedc_ba98_7654_3210L;
            assertEquals(0, epoll.add(one.first(), Epoll.EPOLLIN | Epoll.EPOLLET | Epoll.EPOLLRDHUP, large));
            assertEquals(0, epoll.add(two.first(), Epoll.EPOLLIN | Epoll.EPOLLOUT | Epoll.EPOLLET, -1));
            lab.send(one.second(), "x");
            assertEquals(0, Sockets.shutdown(lab.call, one.second(), Sockets.SHUT_WR));

            assertEquals(2, epoll.await(20_000));

            int first = epoll.data(0) == large ? 0 : 1;
            assertEquals(large, epoll.data(first));
            assertEquals(Epoll.EPOLLIN | Epoll.EPOLLRDHUP, epoll.events(first));
            assertEquals(-1, epoll.data(1 - first));
            assertEquals(Epoll.EPOLLOUT, epoll.events(1 - first));
            assertEquals(0, epoll.await(0), "edges come once");
        }
    }

    @Test
    void whatIsRemovedIsSilentAndWhatIsModifiedSpeaksAgain() throws LinuxException {
        try (Lab lab = new Lab();
                Epoll epoll = Epoll.open(lab.call, lab.arena, 8)) {
            Pair pair = lab.keep(Sockets.socketpair(lab.call, Sockets.SOCK_STREAM));
            assertEquals(0, epoll.add(pair.first(), Epoll.EPOLLOUT | Epoll.EPOLLONESHOT, 1));
            assertEquals(-Errno.EEXIST, epoll.add(pair.first(), Epoll.EPOLLOUT, 1));
            assertEquals(1, epoll.await(0));
            assertEquals(0, epoll.await(0));
            assertEquals(0, epoll.modify(pair.first(), Epoll.EPOLLOUT, 2));
            assertEquals(1, epoll.await(0));
            assertEquals(2, epoll.data(0));
            assertEquals(0, epoll.remove(pair.first()));
            assertEquals(0, epoll.await(0));
            assertEquals(-Errno.ENOENT, epoll.remove(pair.first()));
        }
    }

    @Test
    void severalMayWaitForOneListener() throws LinuxException {
        try (Lab lab = new Lab();
                Epoll one = Epoll.open(lab.call, lab.arena, 8);
                Epoll two = Epoll.open(lab.call, lab.arena, 8)) {
            int listener = lab.listening("127.0.0.1:0");
            assertEquals(0, one.add(listener, Epoll.EPOLLIN | Epoll.EPOLLEXCLUSIVE, 1));
            assertEquals(0, two.add(listener, Epoll.EPOLLIN | Epoll.EPOLLEXCLUSIVE, 2));
            lab.connected(lab.local(listener));
            lab.readable(listener);
            assertEquals(1, one.await(0));
            lab.accepted(listener);
            assertEquals(0, two.await(0));
        }
    }

    @Test
    void anyThreadWakesAWorker() throws LinuxException, InterruptedException {
        try (Lab lab = new Lab();
                Epoll epoll = Epoll.open(lab.call, lab.arena, 8);
                Wakeup wakeup = Wakeup.open(lab.call)) {
            assertEquals(0, epoll.add(wakeup.descriptor(), Epoll.EPOLLIN, 7));
            Thread other = Thread.ofVirtual().start(() -> {
                wakeup.wake();
                wakeup.wake();
            });
            assertEquals(1, epoll.await(20_000));
            assertEquals(7, epoll.data(0));
            other.join();
            assertEquals(2, wakeup.drain(lab.call));
            assertEquals(0, wakeup.drain(lab.call));
            assertEquals(0, epoll.await(0));
        }
    }

    @Test
    void wakingWhatIsClosedTouchesNobody() throws LinuxException {
        try (Lab lab = new Lab()) {
            Wakeup wakeup = Wakeup.open(lab.call);
            int number = wakeup.descriptor();
            wakeup.close();
            int stranger = lab.keep(Wakeup.open(lab.call).descriptor());
            assertEquals(number, stranger, "the kernel gives the number to the next");
            wakeup.wake();
            wakeup.close();
            assertEquals(0, Descriptors.poll(lab.call, stranger, Descriptors.POLLIN, 0));
        }
    }
}
