package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a program of the kernel's machine for packets, instruction by instruction: RFC 9669. Registers are numbers, r0 to
 * r10; jumps go to names that are given with {@link #at}.
 */
final class Assembly {
    /** Registers: what a call returns; its first two arguments. */
    static final int R0 = 0;

    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    /** Registers that a call leaves alone. */
    static final int R6 = 6;

    static final int R7 = 7;
    static final int R8 = 8;
    /** The end of 512 bytes of memory. */
    static final int STACK = 10;

    /** How much is read or written: the bits of an instruction. */
    static final int BYTE = 0x10;

    static final int HALF = 0x08;
    static final int WORD = 0x00;
    static final int LONG = 0x18;

    /** Bytes 00 00 ff ff, as they stand in memory: what comes before an IPv4 address where there is room for IPv6. */
    static final int MAPPED = word(0x0000ffff);

    private static final int SIZE = 8;
    private static final int LOOKUP = 1;

    private record Instruction(int code, int to, int from, int offset, int number, String target) {}

    private final List<Instruction> program = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** Four bytes of a frame, as a load of this machine sees them. */
    static int word(int bytes) {
        return ByteBuffer.allocate(4)
                .putInt(0, bytes)
                .order(ByteOrder.nativeOrder())
                .getInt(0);
    }

    /** Two bytes of a frame, as a load of this machine sees them. */
    static int half(int bytes) {
        return Short.toUnsignedInt(ByteBuffer.allocate(2)
                .putShort(0, (short) bytes)
                .order(ByteOrder.nativeOrder())
                .getShort(0));
    }

    private Assembly add(int code, int to, int from, int offset, int number) {
        program.add(new Instruction(code, to, from, offset, number, ""));
        return this;
    }

    private Assembly jump(int code, int one, int two, int number, String target) {
        program.add(new Instruction(code, one, two, 0, number, target));
        return this;
    }

    /** Names this place. */
    Assembly at(String place) {
        places.put(place, program.size());
        return this;
    }

    /** to = from. */
    Assembly move(int to, int from) {
        return add(0xbf, to, from, 0, 0);
    }

    /** to = number. */
    Assembly set(int to, int number) {
        return add(0xb7, to, 0, 0, number);
    }

    /** to += number. */
    Assembly plus(int to, int number) {
        return add(0x07, to, 0, 0, number);
    }

    /** to -= from. */
    Assembly minus(int to, int from) {
        return add(0x1f, to, from, 0, 0);
    }

    /** to &= number. */
    Assembly and(int to, int number) {
        return add(0x57, to, 0, 0, number);
    }

    /** to = what is at from + offset. */
    Assembly load(int size, int to, int from, int offset) {
        return add(0x61 | size, to, from, offset, 0);
    }

    /** What is at to + offset = from. */
    Assembly store(int size, int to, int offset, int from) {
        return add(0x63 | size, to, from, offset, 0);
    }

    /** What is at to + offset = number. */
    Assembly write(int size, int to, int offset, int number) {
        return add(0x62 | size, to, 0, offset, number);
    }

    /** What is at to + offset += from, whoever else does so. */
    Assembly count(int to, int offset, int from) {
        return add(0xdb, to, from, offset, 0);
    }

    /** to = the table of a descriptor. */
    Assembly table(int to, int descriptor) {
        return add(0x18, to, 1, 0, descriptor).add(0, 0, 0, 0, 0);
    }

    /** r0 = a function of the kernel, by its number. */
    Assembly call(int function) {
        return add(0x85, 0, 0, 0, function);
    }

    /** r0 = where the value of a key is, which ends where the stack does, in a table; r1 and r2 are used for it. */
    Assembly lookUp(int descriptor, int bytes, String ifNone) {
        return table(R1, descriptor)
                .move(R2, STACK)
                .plus(R2, -bytes)
                .call(LOOKUP)
                .ifIs(R0, 0, ifNone);
    }

    Assembly go(String target) {
        return jump(0x05, 0, 0, 0, target);
    }

    /** If one == number. */
    Assembly ifIs(int one, int number, String target) {
        return jump(0x15, one, 0, number, target);
    }

    /** If one != number; of the lower half. */
    Assembly ifNot(int one, int number, String target) {
        return jump(0x56, one, 0, number, target);
    }

    /** If one > two, without a sign. */
    Assembly ifAbove(int one, int two, String target) {
        return jump(0x2d, one, two, 0, target);
    }

    /** Ends with r0. */
    Assembly exit() {
        return add(0x95, 0, 0, 0, 0);
    }

    int size() {
        return program.size();
    }

    /** The program as the kernel takes it. */
    MemorySegment assemble(Arena arena) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE * program.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < program.size(); i++) {
            Instruction one = program.get(i);
            int offset = one.target.isEmpty() ? one.offset : place(one.target) - i - 1;
            bytes.put((byte) one.code).put((byte) (one.from << 4 | one.to));
            bytes.putShort((short) offset).putInt(one.number);
        }
        MemorySegment memory = arena.allocate(bytes.capacity(), 8);
        return memory.copyFrom(MemorySegment.ofArray(bytes.array()));
    }

    private int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no place is called " + name);
        }
        return place;
    }
}
