package nib.geoip;

import java.io.IOException;
import nib.api.Block;
import nib.api.Ip;
import nib.api.Prefix;

/**
 * The search tree of a MaxMind DB (specification 2.0, "Binary Search Tree Section"), walked once from the lowest address
 * to the highest. IPv4 addresses are those under {@code ::/96}; places from which a tree points there a second time
 * (6to4, Teredo, IPv4-mapped) are left out. A tree whose nodes lie in each other would have more leaves than anybody can
 * visit: the walk ends when it takes longer than its nodes allow.
 */
final class SearchTree {
    private static final int IPV4 = 96;

    private final byte[] bytes;
    private final int nodes;
    private final int recordSize;
    private final int ipv4Start;
    private final boolean wide;
    private long patience;
    private boolean reached;

    /** Is told of each block of which the data begins so many bytes into the data section. */
    interface Visitor {
        void leaf(Block block, long data) throws IOException;
    }

    /**
     * A tree at the beginning of a file.
     *
     * @param nodes how many, all of which lie within the bytes
     * @param recordSize bits: 24, 28 or 32
     * @param wide whether it is one of IPv6
     */
    SearchTree(byte[] bytes, int nodes, int recordSize, boolean wide) throws IOException {
        this.bytes = bytes;
        this.nodes = nodes;
        this.recordSize = recordSize;
        this.wide = wide;
        long node = 0;
        for (int bit = 0; wide && bit < IPV4 && node < nodes; bit++) {
            node = record((int) node, 0);
        }
        this.ipv4Start = node < nodes ? (int) node : -1;
        this.patience = 4L * nodes + 1000;
    }

    void walk(Visitor visitor) throws IOException {
        if (wide) {
            walk(0, new Ip(0, 0), 0, visitor);
            if (ipv4Start >= 0 && !reached) {
                throw new IOException("its tree has no end"); // IPv4 begins where the way there began
            }
        } else {
            walk(0, Ip.ofIpv4(0), IPV4, visitor);
        }
    }

    /** Below a node that stands for the prefix of that length. */
    private void walk(int node, Ip base, int length, Visitor visitor) throws IOException {
        if (length == 128 || --patience < 0) {
            throw new IOException("its tree has no end");
        }
        for (int bit = 0; bit < 2; bit++) {
            long record = record(node, bit);
            Ip below = bit == 0 ? base : with(base, length);
            if (record > nodes) {
                leaf(below, length + 1, record - nodes - 16, visitor);
            } else if (record < nodes) {
                inner((int) record, below, length + 1, visitor);
            }
        }
    }

    private void inner(int node, Ip base, int length, Visitor visitor) throws IOException {
        if (!wide || node != ipv4Start) {
            walk(node, base, length, visitor);
        } else if (length == IPV4 && base.high() == 0 && base.low() == 0) {
            reached = true;
            walk(node, Ip.ofIpv4(0), IPV4, visitor);
        }
    }

    private void leaf(Ip base, int length, long data, Visitor visitor) throws IOException {
        if (base.isIpv4() && length < IPV4) {
            return; // the mapped addresses: nobody comes from there
        }
        boolean ipv4 = wide && length <= IPV4 && base.high() == 0 && base.low() == 0;
        if (ipv4) {
            visitor.leaf(Block.of(new Prefix(Ip.ofIpv4(0), IPV4)), data);
        }
        visitor.leaf(Block.of(new Prefix(base, length)), data);
    }

    private static Ip with(Ip base, int bit) {
        return bit < 64
                ? new Ip(base.high() | Long.MIN_VALUE >>> bit, base.low())
                : new Ip(base.high(), base.low() | Long.MIN_VALUE >>> (bit - 64));
    }

    private long record(int node, int bit) {
        int at = node * (recordSize / 4);
        return switch (recordSize) {
            case 24 -> number(at + 3 * bit, 3);
            case 28 -> {
                int middle = bytes[at + 3] & 0xff;
                long high = bit == 0 ? middle >>> 4 : middle & 15;
                yield high << 24 | number(at + 4 * bit, 3);
            }
            default -> number(at + 4 * bit, 4);
        };
    }

    private long number(int at, int length) {
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | (bytes[at + i] & 0xff);
        }
        return number;
    }
}
