package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Programs and tables in the kernel, bpf(2). What is made here is a descriptor: it lives as long as that is open, and a
 * program is attached as long as the descriptor of its link is. Belongs to one thread. Needs CAP_BPF, and CAP_NET_ADMIN to
 * attach; tables can be used without.
 */
public final class Bpf {
    /** Where on its way a program sees a frame that has come in. */
    public enum Hook {
        /** In the driver of the device, if that can. */
        DRIVER(6, 37, 4),
        /** Behind the driver, before anybody else. */
        GENERIC(6, 37, 2),
        /** Behind those who see whole frames ({@link PacketSocket}), before the network stack; Linux 6.6. */
        INGRESS(3, 46, 0);

        private final int type;
        private final int place;
        private final int flags;

        Hook(int type, int place, int flags) {
            this.type = type;
            this.place = place;
            this.flags = flags;
        }
    }

    /** Of {@link #run}: the frame goes on to the network stack. */
    public static final int XDP_PASS = 2;
    /** Of {@link #run}: the frame goes out where it came in. */
    public static final int XDP_TX = 3;

    private static final long NUMBER = System.getProperty("os.arch", "").equals("aarch64") ? 280 : 321;
    private static final MemorySegment SYSCALL = Native.function("syscall");
    private static final int ATTRIBUTES = 128;
    private static final int LOG = 64 * 1024;

    private static final int MAP_CREATE = 0;
    private static final int MAP_LOOKUP = 1;
    private static final int MAP_UPDATE = 2;
    private static final int MAP_DELETE = 3;
    private static final int LOAD = 5;
    private static final int TEST_RUN = 10;
    private static final int LINK_CREATE = 28;
    private static final int HASH = 1;

    private final Call call;
    private final Arena arena;
    private final MemorySegment attributes;

    /** For a thread that calls; the arena must live as long. */
    public Bpf(Call call, Arena arena) {
        this.call = call;
        this.arena = arena;
        this.attributes = arena.allocate(ATTRIBUTES, 8);
    }

    private int call(int command, int size) {
        return call.result((int) Native.call(call, SYSCALL, NUMBER, command, attributes.address(), size));
    }

    /** Makes a hash table of at most so many entries, with room for all of them; its descriptor. */
    public int table(int keyBytes, int valueBytes, int entries) throws LinuxException {
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT, 0, HASH);
        attributes.set(JAVA_INT, 4, keyBytes);
        attributes.set(JAVA_INT, 8, valueBytes);
        attributes.set(JAVA_INT, 12, entries);
        return LinuxException.check(call(MAP_CREATE, ATTRIBUTES), "bpf, making a table");
    }

    private int element(int command, int table, MemorySegment key, long value) {
        attributes.set(JAVA_INT, 0, table);
        attributes.set(JAVA_INT, 4, 0);
        attributes.set(JAVA_LONG, 8, key.address());
        attributes.set(JAVA_LONG, 16, value);
        attributes.set(JAVA_LONG, 24, 0);
        return call(command, 32);
    }

    /** Writes an entry: 0 or an error, {@code -E2BIG} when the table is full. */
    public int put(int table, MemorySegment key, MemorySegment value) {
        return element(MAP_UPDATE, table, key, value.address());
    }

    /** Reads an entry: 0 or an error, {@code -ENOENT} if there is none. */
    public int get(int table, MemorySegment key, MemorySegment value) {
        return element(MAP_LOOKUP, table, key, value.address());
    }

    /** Removes an entry: 0 or an error. */
    public int remove(int table, MemorySegment key) {
        return element(MAP_DELETE, table, key, 0);
    }

    /**
     * Loads a program for frames that come in; its descriptor.
     *
     * @param hook where it is to be attached, or another of the same kind
     * @throws LinuxException with the last words of the verifier, if it does not like it
     */
    public int load(Hook hook, MemorySegment instructions, int count) throws LinuxException {
        MemorySegment log = arena.allocate(LOG, 8);
        MemorySegment license = arena.allocateFrom("GPL");
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT, 0, hook.type);
        attributes.set(JAVA_INT, 4, count);
        attributes.set(JAVA_LONG, 8, instructions.address());
        attributes.set(JAVA_LONG, 16, license.address());
        attributes.set(JAVA_INT, 24, 1);
        attributes.set(JAVA_INT, 28, LOG);
        attributes.set(JAVA_LONG, 32, log.address());
        attributes.set(JAVA_INT, 68, hook.place);
        int result = call(LOAD, ATTRIBUTES);
        if (result < 0) {
            String words = log.getString(0, StandardCharsets.US_ASCII).strip();
            String last = words.substring(Math.max(0, words.length() - 300)).replace('\n', ' ');
            throw new LinuxException("bpf, loading a program: " + last, -result);
        }
        return result;
    }

    /** Has a program see every frame that comes in by a device, as long as the descriptor that is returned is open. */
    public int attach(int program, int device, Hook hook) throws LinuxException {
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT, 0, program);
        attributes.set(JAVA_INT, 4, device);
        attributes.set(JAVA_INT, 8, hook.place);
        attributes.set(JAVA_INT, 12, hook.flags);
        return LinuxException.check(call(LINK_CREATE, 64), "bpf, attaching a program");
    }

    /**
     * Runs a program once with a frame that nobody has sent: what it says.
     *
     * @param length of the frame, 14 bytes or more
     * @param out where the frame as it is then goes; as long
     */
    public int run(int program, MemorySegment frame, int length, MemorySegment out) throws LinuxException {
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT, 0, program);
        attributes.set(JAVA_INT, 8, length);
        attributes.set(JAVA_INT, 12, length);
        attributes.set(JAVA_LONG, 16, frame.address());
        attributes.set(JAVA_LONG, 24, out.address());
        attributes.set(JAVA_INT, 32, 1);
        LinuxException.check(call(TEST_RUN, ATTRIBUTES), "bpf, running a program");
        return attributes.get(JAVA_INT, 4);
    }
}
