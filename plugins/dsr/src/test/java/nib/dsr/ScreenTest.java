package nib.dsr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import nib.api.Ip;
import nib.linux.Bpf;
import nib.linux.LinuxException;
import nib.testkit.Fuzz;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the network stack of the machine does not see, by golden frames that the kernel runs the program with. */
class ScreenTest {
    private static final Ip SERVICE = Ip.parse("192.0.2.80");
    private static final Ip SERVICE6 = Ip.parse("2001:db8:1::80");

    private final Trial trial = new Trial(Screen.made(Segment.OWN), Bpf.Hook.INGRESS);
    private final Screen screen = new Screen(trial.arena, trial.hooked);

    @AfterEach
    void close() {
        trial.close();
    }

    static Stream<BridgeTest.Golden> frames() throws IOException {
        return BridgeTest.frames();
    }

    private boolean isSeen(byte[] frame) throws LinuxException {
        int said = trial.run(frame);
        assertTrue(said == Screen.NEXT || said == Screen.DROP, () -> "said " + said);
        assertEquals(HexFormat.of().formatHex(frame), trial.after(frame.length), "it is left as it is");
        return said == Screen.NEXT;
    }

    /** Whether the kernel runs a program for a stack with it: not with half a header. */
    private static boolean isRun(byte[] bytes) {
        return bytes.length > Trial.LEAST
                && bytes.length <= 1500
                && switch (Bytes.two(MemorySegment.ofArray(bytes), 12)) {
                    case Frame.IPV4 -> bytes.length >= 34;
                    case Frame.IPV6 -> bytes.length >= 54;
                    default -> true;
                };
    }

    /** Whether it is to us, for one of the services. */
    private static boolean isHidden(byte[] bytes) {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        if (!HexFormat.of().formatHex(bytes, 0, 6).equals("020000000020")) {
            return false;
        }
        return switch (Bytes.two(memory, 12)) {
            case Frame.IPV4 -> Bytes.four(memory, 30) == (int) SERVICE.low();
            case Frame.IPV6 -> Bytes.eight(memory, 38) == SERVICE6.high() && Bytes.eight(memory, 46) == SERVICE6.low();
            default -> false;
        };
    }

    @ParameterizedTest
    @MethodSource("frames")
    void packetsForServicesAreHiddenAndNothingElse(BridgeTest.Golden golden) throws Exception {
        byte[] frame = HexFormat.of().parseHex(golden.in());
        assertTrue(isSeen(frame), "nothing is hidden yet");
        screen.hide(SERVICE);
        screen.hide(SERVICE6);
        assertEquals(!isHidden(frame), isSeen(frame), golden::what);
        screen.show(SERVICE);
        screen.show(SERVICE6);
        assertTrue(isSeen(frame));
    }

    @ParameterizedTest
    @CsvSource({"6.6.0, true", "6.18.44-generic, true", "10.0, true", "6.5.13, false", "5.15.0-91, false", "'', false"})
    void linuxHasTheHookSince66(String version, boolean has) {
        assertEquals(has, Screen.isOffered(version));
    }

    @Test
    void whatIsCutIsNotReadBeyondItsEnd() throws Exception {
        screen.hide(SERVICE);
        screen.hide(SERVICE6);
        for (BridgeTest.Golden golden : frames().toList()) {
            byte[] whole = HexFormat.of().parseHex(golden.in());
            for (int length = Trial.LEAST; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                if (isRun(cut)) {
                    assertEquals(!isHidden(cut), isSeen(cut), golden::what);
                }
            }
        }
    }

    @Test
    void nothingThatComesDoesHarm() throws Exception {
        screen.hide(SERVICE);
        screen.hide(SERVICE6);
        Fuzz.run(frames().map(golden -> HexFormat.of().parseHex(golden.in())).toList(), 10, input -> {
            if (isRun(input)) {
                assertEquals(!isHidden(input), isSeen(input));
            }
        });
    }
}
