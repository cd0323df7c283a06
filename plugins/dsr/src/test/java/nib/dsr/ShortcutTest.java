package nib.dsr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.stream.Stream;
import nib.linux.Bpf;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.LinuxException;
import nib.testkit.Fuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's program, run by the kernel with the same golden frames as the bridge. */
class ShortcutTest {
    private static final long ONE = 0x02_00_00_00_00_31L;
    private static final int LEAST = 14;

    private final Arena arena = Arena.ofConfined();
    private final Call call = new Call(arena);
    private final Bpf bpf = new Bpf(call, arena);
    private final MemorySegment in = arena.allocate(4096, 8);
    private final MemorySegment out = arena.allocate(4096, 8);
    private final MemorySegment key = arena.allocate(Shortcut.KEY, 8);
    private final MemorySegment value = arena.allocate(Shortcut.VALUE, 8);
    private int table = -1;
    private int program = -1;

    @BeforeEach
    void load() throws LinuxException {
        try {
            table = bpf.table(Shortcut.KEY, Shortcut.VALUE, 1024);
        } catch (LinuxException e) {
            Assumptions.abort("no programs in the kernel here: " + e.getMessage());
        }
        Assembly code = Shortcut.program(Segment.OWN, table);
        program = bpf.load(code.assemble(arena), code.size());
    }

    @AfterEach
    void close() {
        if (program >= 0) {
            Descriptors.close(call, program);
        }
        if (table >= 0) {
            Descriptors.close(call, table);
        }
        arena.close();
    }

    static Stream<BridgeTest.Golden> frames() throws IOException {
        return BridgeTest.frames();
    }

    /** What the program does with a frame: what goes out, or nothing. */
    private String run(byte[] frame) throws LinuxException {
        MemorySegment.copy(frame, 0, in, ValueLayout.JAVA_BYTE, 0, frame.length);
        int said = bpf.run(program, in, frame.length, out);
        byte[] after = out.asSlice(0, frame.length).toArray(ValueLayout.JAVA_BYTE);
        if (said == Bpf.XDP_TX) {
            return HexFormat.of().formatHex(after);
        }
        assertEquals(Bpf.XDP_PASS, said);
        assertEquals(HexFormat.of().formatHex(frame), HexFormat.of().formatHex(after), "it goes up as it is");
        return "";
    }

    /** Has the table know whoever sent a frame, if it is a packet. */
    private boolean know(byte[] bytes) {
        Frame frame = new Frame();
        MemorySegment memory = arena.allocate(Math.max(bytes.length, 1), 8);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        if (frame.read(memory, 0, bytes.length) != Frame.Kind.PACKET) {
            return false;
        }
        Segment segment = new Segment();
        Reception desk = new Reception("192.0.2.31:80");
        String ip = new nib.api.Ip(frame.targetHigh, frame.targetLow).toString();
        Service service = segment.service(ip.contains(":") ? "[" + ip + "]:0" : ip + ":0", 0, desk);
        Shortcut.key(key, new Track(service, frame, 0));
        Shortcut.value(value, ONE);
        assertEquals(0, bpf.put(table, key, value));
        boolean ends = (frame.flags & (Frame.SYN | Frame.FIN | Frame.RST)) != 0;
        boolean simple = frame.payload - frame.at == (frame.isIpv4() ? 34 : 54);
        return frame.target() == Segment.OWN && !ends && simple && !frame.isFragment();
    }

    /** The bridge and the program agree on whatever the program takes. */
    @ParameterizedTest
    @MethodSource("frames")
    void knownClientsGoOnAsTheBridgeWouldSendThem(BridgeTest.Golden golden) throws Exception {
        byte[] frame = HexFormat.of().parseHex(golden.in());
        assertEquals("", run(frame), "nobody is known");
        boolean takes = know(frame);
        String sent = run(frame);
        assertEquals(takes, !sent.isEmpty(), golden::what);
        if (takes) {
            assertEquals("020000000031" + "020000000020" + golden.in().substring(24), sent);
            assertEquals(0, bpf.get(table, key, value));
            assertEquals(1, value.get(ValueLayout.JAVA_LONG, 8), "counts packets");
            assertEquals(frame.length, value.get(ValueLayout.JAVA_LONG, 16), "counts bytes");
        }
    }

    @Test
    void packetsOfAnAcknowledgedStreamGoOn() throws Exception {
        String ack = "020000000020020000000001080045000028000140004006b673c0000201c00002503039005000000001000000005010"
                + "200000000000";
        byte[] frame = HexFormat.of().parseHex(ack);
        assertTrue(know(frame));
        assertEquals("020000000031020000000020" + ack.substring(24), run(frame));
        for (int flags : new int[] {Frame.SYN, Frame.FIN | Frame.ACK, Frame.RST}) {
            assertEquals("", run(HexFormat.of().parseHex(ack.replace("5010", "50%02x".formatted(flags)))));
        }
        for (int length = LEAST; length < frame.length; length++) {
            assertEquals("", run(java.util.Arrays.copyOf(frame, length)), "cut at " + length);
        }
    }

    @Test
    void nothingThatComesDoesHarm() throws Exception {
        Fuzz.run(frames().map(golden -> HexFormat.of().parseHex(golden.in())).toList(), 10, input -> {
            if (input.length >= LEAST && input.length <= 1500) {
                String sent = run(input);
                assertTrue(sent.isEmpty() || sent.length() == 2 * input.length);
            }
        });
    }
}
