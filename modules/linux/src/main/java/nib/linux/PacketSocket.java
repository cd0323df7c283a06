package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteOrder;

/**
 * Whole frames of one network device, packet(7): what comes in is written by the kernel into a ring of slots that this
 * process sees (TPACKET_V2), so that no frame is copied to be looked at; what goes out is sent from wherever it is, also
 * from a slot. Belongs to one thread. Needs CAP_NET_RAW.
 *
 * <pre>
 *   slot   0 status  4 length on the wire  8 length here  12 where the frame begins (u16) ... 24 VLAN (u16)
 * </pre>
 */
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_PACKET = 263;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int RX_RING = 5;
    private static final int STATISTICS = 6;
    private static final int VERSION = 10;
    private static final int RESERVE = 12;
    private static final int QDISC_BYPASS = 20;
    private static final int IGNORE_OUTGOING = 23;
    private static final int TPACKET_V2 = 1;
    private static final short ALL = 3;

    private static final int USER = 1;
    private static final int UNSUMMED = 8;
    private static final int HAS_VLAN = 0x10;

    private static final int BLOCK = 1 << 18;
    private static final int MTU_ROOM = 128;

    private static final VarHandle STATUS = ValueLayout.JAVA_INT.varHandle();
    private static final MemorySegment MMAP = Native.function("mmap");
    private static final MemorySegment MUNMAP = Native.function("munmap");
    private static final MemorySegment SET = Native.function("setsockopt");
    private static final MemorySegment GET = Native.function("getsockopt");
    private static final MemorySegment BIND = Native.function("bind");

    private final Call call;
    private final int fd;
    private final int slots;
    private final int size;
    private final MemorySegment ring;

    private PacketSocket(Call call, int fd, int slots, int size, MemorySegment ring) {
        this.call = call;
        this.fd = fd;
        this.slots = slots;
        this.size = size;
        this.ring = ring;
    }

    /**
     * Opens one on a device.
     *
     * @param device its index
     * @param mtu its largest packet: a longer one, which the kernel has put together, is cut
     * @param bytes of the ring, about
     * @param before bytes that are free before each frame, for who makes it longer
     */
    public static PacketSocket open(Call call, int device, int mtu, int bytes, int before) throws LinuxException {
        int fd = Sockets.socket(call, AF_PACKET, SOCK_RAW);
        try {
            int size = Integer.highestOneBit(mtu + before + MTU_ROOM - 1) << 1;
            int block = Math.max(BLOCK, size);
            int blocks = Math.max(1, bytes / block);
            number(call, fd, VERSION, TPACKET_V2);
            number(call, fd, RESERVE, before);
            number(call, fd, IGNORE_OUTGOING, 1);
            number(call, fd, QDISC_BYPASS, 1);
            MemorySegment wanted = call.scratch;
            wanted.set(JAVA_INT, 0, block);
            wanted.set(JAVA_INT, 4, blocks);
            wanted.set(JAVA_INT, 8, size);
            wanted.set(JAVA_INT, 12, blocks * (block / size));
            set(call, fd, RX_RING, 16, "PACKET_RX_RING");
            MemorySegment ring = map(call, fd, (long) block * blocks);
            bind(call, fd, device);
            return new PacketSocket(call, fd, blocks * (block / size), size, ring);
        } catch (LinuxException | RuntimeException e) {
            Descriptors.close(call, fd);
            throw e;
        }
    }

    private static void number(Call call, int fd, int option, int value) throws LinuxException {
        call.scratch.set(JAVA_INT, 0, value);
        set(call, fd, option, 4, "option " + option);
    }

    private static void set(Call call, int fd, int option, int length, String what) throws LinuxException {
        int result = call.result((int) Native.call(call, SET, fd, SOL_PACKET, option, call.scratch.address(), length));
        LinuxException.check(result, "setsockopt " + what + " of a packet socket");
    }

    @SuppressWarnings("restricted") // what the kernel has mapped is as long as it was asked to be
    private static MemorySegment map(Call call, int fd, long length) throws LinuxException {
        long at = call.result(Native.call(call, MMAP, 0, length, 3, 1, fd, 0));
        if (at < 0 && at > -4096) {
            throw new LinuxException("mmap of a packet ring", (int) -at);
        }
        return MemorySegment.ofAddress(at).reinterpret(length);
    }

    private static void bind(Call call, int fd, int device) throws LinuxException {
        MemorySegment address = call.scratch;
        address.fill((byte) 0);
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, ALL);
        address.set(JAVA_INT, 4, device);
        LinuxException.check(
                call.result((int) Native.call(call, BIND, fd, address.address(), 20)), "bind of a packet socket");
    }

    /** Receives frames to a multicast address of the device too; of 48 bits. */
    public void join(int device, long hardware) throws LinuxException {
        MemorySegment wanted = call.scratch;
        wanted.fill((byte) 0);
        wanted.set(JAVA_INT, 0, device);
        wanted.set(JAVA_SHORT, 6, (short) 6);
        for (int i = 0; i < 6; i++) {
            wanted.set(JAVA_BYTE, 8L + i, (byte) (hardware >>> (8 * (5 - i))));
        }
        set(call, fd, ADD_MEMBERSHIP, 16, "PACKET_ADD_MEMBERSHIP");
    }

    /** The descriptor, readable while a frame waits. */
    public int descriptor() {
        return fd;
    }

    /** How many slots the ring has; they are filled one after the other. */
    public int slots() {
        return slots;
    }

    /** The ring, for whoever reads and writes frames. */
    public MemorySegment ring() {
        return ring;
    }

    /** Whether there is a frame in a slot. */
    public boolean isFilled(int slot) {
        return ((int) STATUS.getAcquire(ring, base(slot)) & USER) != 0;
    }

    /** Where the frame of a slot begins in the ring: its destination address. */
    public long frame(int slot) {
        return base(slot) + Short.toUnsignedInt(ring.get(JAVA_SHORT_UNALIGNED, base(slot) + 12));
    }

    /** How many bytes of it are there. */
    public int length(int slot) {
        return ring.get(JAVA_INT, base(slot) + 8);
    }

    /** Whether the frame is not there as it was sent: longer than a slot, without its VLAN, or without its checksum. */
    public boolean isAltered(int slot) {
        int status = ring.get(JAVA_INT, base(slot));
        return (status & (HAS_VLAN | UNSUMMED)) != 0 || ring.get(JAVA_INT, base(slot) + 4) != length(slot);
    }

    /** Gives a slot back to the kernel. */
    public void release(int slot) {
        STATUS.setRelease(ring, base(slot), 0);
    }

    private long base(int slot) {
        return (long) slot * size;
    }

    /** Frames that found no slot since the last time it was asked. */
    public int lost() {
        call.length.set(JAVA_INT, 0, 8);
        int result = call.result((int)
                Native.call(call, GET, fd, SOL_PACKET, STATISTICS, call.scratch.address(), call.length.address()));
        return result < 0 ? 0 : call.scratch.get(JAVA_INT, 4);
    }

    /** Sends one frame: 0, or an error. */
    public int send(MemorySegment memory, long offset, long length) {
        long address = Native.address(memory, offset, length);
        try {
            return (int) Math.min(0, call.result(Syscall.SENDTO.call(call, fd, address, length, 0)));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Closes it; the ring is no more. */
    @Override
    public void close() {
        long _ = Native.call(call, MUNMAP, ring.address(), ring.byteSize());
        Descriptors.close(call, fd);
    }
}
