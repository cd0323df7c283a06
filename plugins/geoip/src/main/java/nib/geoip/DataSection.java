package nib.geoip;

import java.io.IOException;
import java.util.BitSet;

/**
 * Checks values of a MaxMind DB before anybody decodes them: that they end, lie within their section, and hold no more
 * than its bytes can. The format is the one of the MaxMind DB specification 2.0, "Output Data Section". A value that was
 * found good is not looked at again, so all checks together take time in proportion to the section.
 */
final class DataSection {
    private static final int DEEPEST = 64;
    private static final int POINTER = 1;
    private static final int DOUBLE = 3;
    private static final int MAP = 7;
    private static final int ARRAY = 11;
    private static final int BOOLEAN = 14;
    private static final int FLOAT = 15;
    /** The most bytes of types that have a most: bytes and texts have none, containers and markers no bytes. */
    private static final int[] MOST = {-1, -1, -1, 8, -1, 2, 4, -1, 4, 8, 16, -1, -1, -1, 1, 4};

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final BitSet good = new BitSet();
    private long patience;

    DataSection(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.patience = 8L * (end - start) + 1000;
    }

    /**
     * Checks the value that begins so many bytes into the section, and what it points to.
     *
     * @throws IOException if it is broken
     */
    void check(int offset) throws IOException {
        if (offset < 0 || offset >= end - start) {
            throw new IOException("a value lies outside of its section");
        }
        if (!good.get(offset)) {
            value(start + offset, 0);
            good.set(offset);
        }
    }

    /** Returns where the next value begins. */
    private int value(int at, int depth) throws IOException {
        if (depth > DEEPEST || --patience < 0) {
            throw new IOException("values lie in each other without end");
        }
        int control = octet(at);
        int type = control >>> 5;
        int next = at + 1;
        if (type == POINTER) {
            return pointer(control, next, depth);
        }
        if (type == 0) {
            type = octet(next) + 7;
            next++;
        }
        int length = control & 31;
        int more = Math.max(0, length - 28);
        if (more > 0) {
            length = (more == 1 ? 29 : more == 2 ? 285 : 65821) + number(next, more);
            next += more;
        }
        return content(type, length, next, depth);
    }

    private int content(int type, int length, int next, int depth) throws IOException {
        boolean odd = (type == DOUBLE && length != 8) || (type == FLOAT && length != 4);
        if (type >= MOST.length || type == 12 || type == 13 || odd || (MOST[type] >= 0 && length > MOST[type])) {
            throw new IOException("a value has a type or length that there is not");
        }
        if (type == BOOLEAN) {
            return next;
        }
        if (length > end - next) {
            throw new IOException("a value goes beyond the end");
        }
        if (type != MAP && type != ARRAY) {
            return next + length;
        }
        int values = type == MAP ? 2 * length : length;
        int at = next;
        for (int i = 0; i < values; i++) {
            at = value(at, depth + 1);
        }
        return at;
    }

    private int pointer(int control, int next, int depth) throws IOException {
        int size = (control >>> 3) & 3;
        int high = control & 7;
        long target = switch (size) {
            case 0 -> (long) high << 8 | number(next, 1);
            case 1 -> ((long) high << 16 | number(next, 2)) + 2048;
            case 2 -> ((long) high << 24 | number(next, 3)) + 526_336;
            default -> (long) number(next, 2) << 16 | number(next + 2, 2);
        };
        if (target >= end - start || octet(start + (int) target) >>> 5 == POINTER) {
            throw new IOException("a pointer leads nowhere");
        }
        if (!good.get((int) target)) {
            value(start + (int) target, depth + 1);
            good.set((int) target);
        }
        return next + size + 1;
    }

    private int number(int at, int length) throws IOException {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | octet(at + i);
        }
        return number;
    }

    private int octet(int at) throws IOException {
        if (at >= end) {
            throw new IOException("a value goes beyond the end");
        }
        return bytes[at] & 0xff;
    }
}
