package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import nib.api.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:0, SO_REUSEADDR, 1, 1",
        "127.0.0.1:0, SO_REUSEPORT, 1, 1",
        "127.0.0.1:0, SO_KEEPALIVE, 1, 1",
        "127.0.0.1:0, SO_SNDBUF, 20000, 40000",
        "127.0.0.1:0, SO_RCVBUF, 20000, 40000",
        "127.0.0.1:0, TCP_NODELAY, 1, 1",
        "127.0.0.1:0, TCP_CORK, 1, 1",
        "127.0.0.1:0, TCP_KEEPIDLE, 30, 30",
        "127.0.0.1:0, TCP_KEEPINTVL, 5, 5",
        "127.0.0.1:0, TCP_KEEPCNT, 3, 3",
        "127.0.0.1:0, TCP_DEFER_ACCEPT, 1, 1",
        "127.0.0.1:0, TCP_QUICKACK, 0, 0",
        "127.0.0.1:0, TCP_USER_TIMEOUT, 1500, 1500",
        "127.0.0.1:0, TCP_NOTSENT_LOWAT, 16384, 16384",
        "127.0.0.1:0, IP_MTU_DISCOVER, 2, 2",
        "127.0.0.1:0, IP_FREEBIND, 1, 1",
        "127.0.0.1:0, IP_BIND_ADDRESS_NO_PORT, 1, 1",
        "127.0.0.1:0, IP_RECVERR, 1, 1",
        "127.0.0.1:0, IP_PKTINFO, 1, 1",
        "127.0.0.1:0, SO_DOMAIN, , 2",
        "127.0.0.1:0, SO_TYPE, , 1",
        "127.0.0.1:0, SO_ACCEPTCONN, , 0",
        "[::1]:0, IPV6_V6ONLY, 1, 1",
        "[::1]:0, IPV6_RECVPKTINFO, 1, 1",
        "[::1]:0, IPV6_RECVERR, 1, 1",
        "[::1]:0, IPV6_MTU_DISCOVER, 2, 2",
        "[::1]:0, IPV6_FREEBIND, 1, 1"
    })
    void whatIsSetIsRead(String where, Option option, Integer value, int expected) throws LinuxException {
        try (Lab lab = new Lab()) {
            int fd = lab.keep(Sockets.socket(lab.call, lab.address(where).family(), Sockets.SOCK_STREAM));
            if (value != null) {
                Options.set(lab.call, fd, option, value);
            }
            assertEquals(expected, Options.get(lab.call, fd, option));
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:0, IP_TRANSPARENT", "[::1]:0, IPV6_TRANSPARENT", "127.0.0.1:0, SO_MARK"})
    void whatNeedsAPrivilegeIsReadAndSetOrRefused(String where, Option option) throws LinuxException {
        try (Lab lab = new Lab()) {
            int fd = lab.keep(Sockets.socket(lab.call, lab.address(where).family(), Sockets.SOCK_STREAM));
            assertEquals(0, Options.get(lab.call, fd, option));
            try {
                Options.set(lab.call, fd, option, 1);
                assertEquals(1, Options.get(lab.call, fd, option));
            } catch (LinuxException e) {
                assertEquals(Errno.EPERM, e.errno());
                assertEquals(
                        "setsockopt " + option + " to 1 of descriptor " + fd + ": EPERM (operation not permitted)",
                        e.getMessage());
            }
        }
    }

    @Test
    void anOptionOfAnotherProtocolIsRefused() throws LinuxException {
        try (Lab lab = new Lab()) {
            int fd = lab.bound("127.0.0.1:0");
            LinuxException e =
                    assertThrows(LinuxException.class, () -> Options.set(lab.call, fd, Option.TCP_NODELAY, 1));
            assertEquals(
                    "setsockopt TCP_NODELAY to 1 of descriptor " + fd
                            + ": ENOPROTOOPT (the protocol has no such option)",
                    e.getMessage());
        }
    }

    @Test
    void aFreeBindTakesAnAddressThatIsNotHere() throws LinuxException {
        try (Lab lab = new Lab()) {
            SocketAddress elsewhere = lab.address("192.0.2.1:0");
            int fd = lab.keep(Sockets.socket(lab.call, Sockets.AF_INET, Sockets.SOCK_STREAM));
            LinuxException e = assertThrows(LinuxException.class, () -> Sockets.bind(lab.call, fd, elsewhere));
            assertEquals("bind 192.0.2.1:0: EADDRNOTAVAIL (cannot assign this address)", e.getMessage());
            Options.set(lab.call, fd, Option.IP_FREEBIND, 1);
            Sockets.bind(lab.call, fd, elsewhere);
            SocketAddress bound = lab.local(fd);
            assertEquals(Ip.parse("192.0.2.1"), new Ip(bound.high(), bound.low()));
        }
    }
}
