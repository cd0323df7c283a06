package nib.dsr;

import static nib.dsr.Assembly.BYTE;
import static nib.dsr.Assembly.HALF;
import static nib.dsr.Assembly.LONG;
import static nib.dsr.Assembly.MAPPED;
import static nib.dsr.Assembly.R0;
import static nib.dsr.Assembly.R1;
import static nib.dsr.Assembly.R2;
import static nib.dsr.Assembly.R3;
import static nib.dsr.Assembly.R6;
import static nib.dsr.Assembly.R7;
import static nib.dsr.Assembly.R8;
import static nib.dsr.Assembly.STACK;
import static nib.dsr.Assembly.WORD;
import static nib.dsr.Assembly.half;
import static nib.dsr.Assembly.word;

import java.lang.foreign.MemorySegment;

/**
 * The program that sends known clients' packets on before anybody else sees them (XDP). It knows a table:
 *
 * <pre>
 *   key    0 source  16 target  32 ports, as in the packet  36 protocol                             40 bytes
 *   value  0 hardware address of the server  8 packets  16 bytes                                    24 bytes
 * </pre>
 *
 * What it does not understand at once goes up to the {@link Bridge}: other frames, pieces, options, extension headers, and
 * every packet that begins or ends something (SYN, FIN, RST).
 */
final class Shortcut {
    static final int KEY = 40;
    static final int VALUE = 24;

    private static final int PORTS = 32;
    private static final int PROTOCOL = 36;
    private static final int PASS = 2;
    private static final int SEND = 3;
    private static final int ENDS = Frame.FIN | Frame.SYN | Frame.RST;

    private Shortcut() {}

    /** The program with a table for so many clients. */
    static Hooked.Program made(long own, int most) {
        return new Hooked.Program(KEY, VALUE, most, table -> program(own, table));
    }

    /**
     * The program.
     *
     * @param own our hardware address
     * @param table descriptor of the table
     */
    private static Assembly program(long own, int table) {
        Assembly code = new Assembly();
        int first = word((int) (own >>> 16));
        int last = half((int) own & 0xffff);
        code.load(WORD, R6, R1, 0) // the frame
                .load(WORD, R7, R1, 4) // its end
                .move(R2, R6)
                .plus(R2, 14 + 20 + 8)
                .ifAbove(R2, R7, "pass");
        toUs(code, own, "ipv4", "pass");
        ipv6(code);
        ipv4(code);
        code.at("look")
                .lookUp(table, KEY, "pass")
                .set(R1, 1)
                .count(R0, 8, R1) // packets
                .move(R1, R7)
                .minus(R1, R6)
                .count(R0, 16, R1) // bytes
                .load(WORD, R1, R0, 0) // to the server
                .store(WORD, R6, 0, R1)
                .load(HALF, R1, R0, 4)
                .store(HALF, R6, 4, R1)
                .set(R1, first) // from us
                .store(WORD, R6, 6, R1)
                .set(R1, last)
                .store(HALF, R6, 10, R1)
                .set(R0, SEND)
                .exit()
                .at("pass")
                .set(R0, PASS)
                .exit();
        return code;
    }

    /** Goes on with IPv6 to a hardware address, and elsewhere with IPv4 or with what is neither; r6 is the frame. */
    static void toUs(Assembly code, long own, String ipv4, String other) {
        code.load(WORD, R3, R6, 0) // to us?
                .ifNot(R3, word((int) (own >>> 16)), other)
                .load(HALF, R3, R6, 4)
                .ifNot(R3, half((int) own & 0xffff), other)
                .load(HALF, R3, R6, 12) // of which kind?
                .ifIs(R3, half(Frame.IPV4), ipv4)
                .ifNot(R3, half(Frame.IPV6), other);
    }

    /** Without extension headers. */
    private static void ipv6(Assembly code) {
        code.move(R2, R6)
                .plus(R2, 14 + 40 + 8)
                .ifAbove(R2, R7, "pass")
                .load(BYTE, R3, R6, 14)
                .and(R3, 0xf0)
                .ifNot(R3, 0x60, "pass")
                .load(BYTE, R8, R6, 20); // what it carries
        for (int i = 0; i < 32; i += 8) { // both addresses
            code.load(LONG, R3, R6, 22 + i).store(LONG, STACK, i - KEY, R3);
        }
        ports(code, 54, "6");
    }

    /** Without options, and whole. */
    private static void ipv4(Assembly code) {
        code.at("ipv4")
                .load(BYTE, R3, R6, 14)
                .ifNot(R3, 0x45, "pass")
                .load(HALF, R3, R6, 20) // a piece?
                .and(R3, half(0x3fff))
                .ifNot(R3, 0, "pass")
                .load(BYTE, R8, R6, 23) // what it carries
                .write(LONG, STACK, -KEY, 0)
                .write(WORD, STACK, 8 - KEY, MAPPED)
                .load(WORD, R3, R6, 26)
                .store(WORD, STACK, 12 - KEY, R3)
                .write(LONG, STACK, 16 - KEY, 0)
                .write(WORD, STACK, 24 - KEY, MAPPED)
                .load(WORD, R3, R6, 30)
                .store(WORD, STACK, 28 - KEY, R3);
        ports(code, 34, "4");
    }

    /** Ports and flags at that place of the frame. */
    private static void ports(Assembly code, int at, String name) {
        code.ifIs(R8, Frame.UDP, "udp" + name)
                .ifNot(R8, Frame.TCP, "pass")
                .move(R2, R6)
                .plus(R2, at + 20)
                .ifAbove(R2, R7, "pass")
                .load(BYTE, R3, R6, at + 13)
                .and(R3, ENDS)
                .ifNot(R3, 0, "pass")
                .at("udp" + name)
                .load(WORD, R3, R6, at)
                .store(WORD, STACK, PORTS - KEY, R3)
                .store(WORD, STACK, PROTOCOL - KEY, R8)
                .go("look");
    }

    /** Writes the key of a client. */
    static void key(MemorySegment into, Track track) {
        Bytes.eight(into, 0, track.high);
        Bytes.eight(into, 8, track.low);
        Bytes.eight(into, 16, track.service.ip().high());
        Bytes.eight(into, 24, track.service.ip().low());
        Bytes.two(into, PORTS, track.port);
        Bytes.two(into, PORTS + 2L, track.targetPort);
        into.set(java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, PROTOCOL, track.protocol);
    }

    /** Writes the value of a client that has just been entered. */
    static void value(MemorySegment into, long hardware) {
        Bytes.hardware(into, 0, hardware);
        Bytes.two(into, 6, 0);
        Bytes.eight(into, 8, 0);
        Bytes.eight(into, 16, 0);
    }
}
