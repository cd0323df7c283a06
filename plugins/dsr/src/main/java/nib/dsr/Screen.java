package nib.dsr;

import static nib.dsr.Assembly.LONG;
import static nib.dsr.Assembly.MAPPED;
import static nib.dsr.Assembly.R0;
import static nib.dsr.Assembly.R1;
import static nib.dsr.Assembly.R2;
import static nib.dsr.Assembly.R3;
import static nib.dsr.Assembly.R6;
import static nib.dsr.Assembly.R7;
import static nib.dsr.Assembly.STACK;
import static nib.dsr.Assembly.WORD;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nib.api.Ip;
import nib.linux.Bpf;
import nib.linux.Call;
import nib.linux.LinuxException;

/**
 * Keeps packets for services from the network stack of this machine, which would look for a way for each of them and find
 * none, or forward it: a small program that sees frames after we have (tcx, Linux 6.6). It knows a table:
 *
 * <pre>
 *   key    0 address                                                                                16 bytes
 *   value  0 nothing                                                                                 4 bytes
 * </pre>
 *
 * The loop's.
 */
final class Screen {
    private static final int KEY = 16;
    private static final int VALUE = 4;
    /** Of the program: the frame goes on to whoever is next, or ends here. */
    static final int NEXT = -1;

    static final int DROP = 2;

    /** Addresses it has room for; the stack sees packets for others. */
    private static final int ADDRESSES = 4096;

    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    private static final int FIRST = 6006;

    private final Hooked hooked;
    private final MemorySegment key;
    private final MemorySegment value;

    /** By a program that is as this one. */
    Screen(Arena arena, Hooked hooked) {
        this.hooked = hooked;
        this.key = arena.allocate(KEY, 8);
        this.value = arena.allocate(VALUE, 8);
    }

    /** Whether a kernel of that version has such a hook. */
    static boolean isOffered(String version) {
        Matcher numbers = VERSION.matcher(version);
        return numbers.lookingAt()
                && Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2)) >= FIRST;
    }

    /** Loads the program for a device. */
    static Screen open(Call call, Arena arena, Device device) throws LinuxException {
        return new Screen(arena, Hooked.open(call, arena, device, made(device.hardware()), List.of(Bpf.Hook.INGRESS)));
    }

    /** The program with its table. */
    static Hooked.Program made(long own) {
        return new Hooked.Program(KEY, VALUE, ADDRESSES, table -> program(own, table));
    }

    /**
     * The program.
     *
     * @param own our hardware address
     * @param table descriptor of the table
     */
    private static Assembly program(long own, int table) {
        Assembly code = new Assembly();
        code.load(WORD, R3, R1, 20) // of another VLAN?
                .ifNot(R3, 0, "next")
                .load(WORD, R6, R1, 76) // the frame
                .load(WORD, R7, R1, 80) // its end
                .move(R2, R6)
                .plus(R2, 14 + 20)
                .ifAbove(R2, R7, "next");
        Shortcut.toUs(code, own, "ipv4", "next");
        code.move(R2, R6)
                .plus(R2, 14 + 40)
                .ifAbove(R2, R7, "next")
                .load(LONG, R3, R6, 38)
                .store(LONG, STACK, -KEY, R3)
                .load(LONG, R3, R6, 46)
                .store(LONG, STACK, 8 - KEY, R3)
                .go("look")
                .at("ipv4")
                .write(LONG, STACK, -KEY, 0)
                .write(WORD, STACK, 8 - KEY, MAPPED)
                .load(WORD, R3, R6, 30)
                .store(WORD, STACK, 12 - KEY, R3)
                .at("look")
                .lookUp(table, KEY, "next")
                .set(R0, DROP)
                .exit()
                .at("next")
                .set(R0, NEXT)
                .exit();
        return code;
    }

    /** From now on the stack does not see packets for that address, if there is room. */
    void hide(Ip ip) {
        key(key, ip);
        int _ = hooked.bpf().put(hooked.table(), key, value);
    }

    /** The stack sees them again. */
    void show(Ip ip) {
        key(key, ip);
        int _ = hooked.bpf().remove(hooked.table(), key);
    }

    private static void key(MemorySegment into, Ip ip) {
        Bytes.eight(into, 0, ip.high());
        Bytes.eight(into, 8, ip.low());
    }

    /** The program is gone from the device. */
    void close() {
        hooked.close();
    }
}
