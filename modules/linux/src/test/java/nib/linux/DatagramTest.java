package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import nib.api.Address;
import nib.api.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:0"})
    void aDatagramComesWithItsSenderAndItsLength(String where) throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound(where);
            int two = lab.bound(where);
            assertEquals(8, Datagrams.send(lab.call, one, lab.bytes("datagram"), 0, 8, lab.local(two)));
            SocketAddress from = lab.address();
            MemorySegment small = lab.arena.allocate(4);
            lab.readable(two);
            assertEquals(8, Datagrams.receive(lab.call, two, small, 0, 4, from), "the whole length");
            assertEquals("data", Lab.text(small, 0, 4));
            assertEquals(lab.local(one).address(), from.address());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0:0, 127.0.0.3, 127.0.0.9", "[::]:0, 127.0.0.3, 127.0.0.9", "[::]:0, ::1, ::1"})
    void anAnswerLeavesFromTheAddressThatWasAsked(String wildcard, String asked, String asking) throws LinuxException {
        try (Lab lab = new Lab()) {
            int server = lab.bound(wildcard);
            int family = lab.local(server).family();
            Options.set(lab.call, server, family == Sockets.AF_INET ? Option.IP_PKTINFO : Option.IPV6_RECVPKTINFO, 1);
            int port = lab.local(server).port();
            int client = lab.bound(new Address.Inet(Ip.parse(asking), 0).toString());
            SocketAddress there = lab.address(new Address.Inet(Ip.parse(asked), port).toString());
            assertEquals(0, Sockets.connect(lab.call, client, there), "a connected client hears nobody else");
            lab.send(client, "one");
            lab.send(client, "three");

            ReceiveBatch in = new ReceiveBatch(lab.arena, 8, 2048);
            lab.readable(server);
            assertEquals(2, in.receive(lab.call, server));
            SendBatch out = new SendBatch(lab.arena, 8);
            for (int i = 0; i < 2; i++) {
                assertTrue(in.hasLocal(i));
                assertFalse(in.truncated(i));
                assertEquals(Ip.parse(asked), new Ip(in.localHigh(i), in.localLow(i)));
                assertEquals(Ip.parse(asking), new Ip(in.high(i), in.low(i)));
                assertEquals(lab.local(client).port(), in.port(i));
                assertTrue(in.localInterface(i) > 0);
                out.message(i, in.buffer(), in.offset(i), in.length(i));
                out.to(i, in.family(i), in.high(i), in.low(i), in.port(i));
                out.from(i, in.family(i), in.localHigh(i), in.localLow(i), 0);
            }
            assertEquals(2, out.send(lab.call, server, 0, 2));

            assertEquals("one", lab.receive(client));
            assertEquals("three", lab.receive(client));
            assertEquals(-Errno.EAGAIN, in.receive(lab.call, server));
        }
    }

    @Test
    void aBatchIsUsedAgain() throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound("127.0.0.1:0");
            int two = lab.bound("127.0.0.1:0");
            ReceiveBatch in = new ReceiveBatch(lab.arena, 3, 5);
            SendBatch out = new SendBatch(lab.arena, 4);
            for (int round = 0; round < 3; round++) {
                MemorySegment text = lab.bytes("" + round + "-longer");
                for (int i = 0; i < 4; i++) {
                    out.message(i, text, 0, i == 0 ? 0 : 2 + i);
                    out.to(i, lab.local(two));
                }
                assertEquals(3, out.send(lab.call, one, 0, 3));
                assertEquals(1, out.send(lab.call, one, 3, 1));
                assertEquals(3, in.receive(lab.call, two));
                assertEquals(0, in.length(0));
                assertEquals(round + "-l", Lab.text(in.buffer(), in.offset(1), in.length(1)));
                assertEquals(round + "-lo", Lab.text(in.buffer(), in.offset(2), in.length(2)));
                SocketAddress sender = lab.address();
                in.sender(2, sender);
                assertEquals(lab.local(one).address(), sender.address());
                assertFalse(in.hasLocal(2));
                assertEquals(1, in.receive(lab.call, two));
                assertEquals(round + "-lon", Lab.text(in.buffer(), in.offset(0), in.length(0)));
            }
        }
    }

    @Test
    void whatDoesNotFitIsSaidToBeCut() throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound("127.0.0.1:0");
            int two = lab.bound("127.0.0.1:0");
            assertEquals(9, Datagrams.send(lab.call, one, lab.bytes("too large"), 0, 9, lab.local(two)));
            ReceiveBatch in = new ReceiveBatch(lab.arena, 1, 3);
            assertEquals(1, in.receive(lab.call, two));
            assertTrue(in.truncated(0));
            assertEquals(3, in.length(0));
        }
    }

    @Test
    void oneLargeSendBecomesManyDatagramsAndComesJoined() throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound("127.0.0.1:0");
            int plain = lab.bound("127.0.0.1:0");
            int joined = lab.bound("127.0.0.1:0");
            Options.set(lab.call, joined, Option.UDP_GRO, 1);
            MemorySegment text = lab.bytes("aaaabbbbccccdd");
            SendBatch out = new SendBatch(lab.arena, 2);
            int[] targets = {plain, joined};
            for (int i = 0; i < 2; i++) {
                out.message(i, text, 0, 14);
                out.to(i, lab.local(targets[i]));
                out.from(i, Sockets.AF_INET, 0, Ip.parse("127.0.0.1").low(), 0);
                out.segment(i, 4);
            }
            assertEquals(2, out.send(lab.call, one, 0, 2));

            ReceiveBatch in = new ReceiveBatch(lab.arena, 8, 65_535);
            assertEquals(4, in.receive(lab.call, plain));
            assertEquals("dd", Lab.text(in.buffer(), in.offset(3), in.length(3)));
            assertEquals(0, in.segment(0));
            assertEquals(1, in.receive(lab.call, joined));
            assertEquals(4, in.segment(0));
            assertEquals("aaaabbbbccccdd", Lab.text(in.buffer(), in.offset(0), in.length(0)));
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:0, IP_RECVERR, 2, 3, 3", "[::1]:0, IPV6_RECVERR, 3, 1, 4"})
    void anUnreachablePortIsToldWithWhomItWasFor(String where, Option option, int origin, int type, int code)
            throws LinuxException {
        try (Lab lab = new Lab()) {
            int one = lab.bound(where);
            Options.set(lab.call, one, option, 1);
            int gone = lab.bound(where);
            SocketAddress nobody = lab.local(gone);
            lab.close(gone);
            assertEquals(4, Datagrams.send(lab.call, one, lab.bytes("lost"), 0, 4, nobody));

            assertTrue((Descriptors.poll(lab.call, one, 0, 20_000) & Descriptors.POLLERR) != 0);
            ErrorQueue errors = new ErrorQueue(lab.arena, 64);
            assertEquals(4, errors.next(lab.call, one));

            assertEquals(Errno.ECONNREFUSED, errors.errno());
            assertEquals(origin, errors.origin());
            assertEquals(type, errors.type());
            assertEquals(code, errors.code());
            assertEquals(nobody.address(), errors.destination().address());
            assertEquals("lost", Lab.text(errors.payload(), 0, 4));
            assertEquals(-Errno.EAGAIN, errors.next(lab.call, one));
            assertEquals(0, errors.errno());
        }
    }
}
