package nib.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nib.api.Ip;
import nib.api.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * Writes small databases in the MaxMind DB format (specification 2.0) for tests: what is said of which addresses, made
 * up by the test. Values are texts, booleans, whole numbers, lists and maps of them.
 */
public final class Mmdb {
    private static final byte[] MARKER = "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SEPARATOR = 16;

    private final int recordSize;
    private final int version;
    private final long built;
    private final Node root = new Node();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<Object, Integer> offsets = new LinkedHashMap<>();

    /** A node with two places, each of which holds a node, a value or nothing. */
    private static final class Node {
        private final @Nullable Object[] below = new @Nullable Object[2];
        private int number;
    }

    /**
     * An empty database.
     *
     * @param version 4 for one that only knows IPv4, or 6
     * @param recordSize 24, 28 or 32
     * @param built seconds since 1970
     */
    public Mmdb(int version, int recordSize, long built) {
        this.version = version;
        this.recordSize = recordSize;
        this.built = built;
    }

    /** A database of both families. */
    public Mmdb(long built) {
        this(6, 28, built);
    }

    /** Says something of a block; later words replace earlier ones for the addresses they are about. */
    public Mmdb with(String block, Map<String, ?> said) {
        Prefix prefix = Prefix.parse(block);
        boolean ipv4 = prefix.base().isIpv4() && prefix.length() >= 96;
        Ip base = ipv4 ? new Ip(0, prefix.base().low() & 0xffff_ffffL) : prefix.base();
        int from = version == 4 ? 96 : 0;
        Node node = root;
        for (int bit = from; bit < prefix.length() - 1; bit++) {
            node = step(node, bit(base, bit));
        }
        node.below[bit(base, prefix.length() - 1)] = offset(said);
        return this;
    }

    private static Node step(Node node, int bit) {
        Object below = node.below[bit];
        if (below instanceof Node next) {
            return next;
        }
        Node next = new Node();
        next.below[0] = below;
        next.below[1] = below;
        node.below[bit] = next;
        return next;
    }

    private static int bit(Ip ip, int bit) {
        return (int) ((bit < 64 ? ip.high() >>> (63 - bit) : ip.low() >>> (127 - bit)) & 1);
    }

    private Integer offset(Map<String, ?> said) {
        Integer known = offsets.get(said);
        if (known == null) {
            known = data.size();
            write(said, data);
            offsets.put(said, known);
        }
        return known;
    }

    /** The whole file. */
    public byte[] bytes() {
        List<Node> nodes = new ArrayList<>();
        number(root, nodes);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        nodes.forEach(node -> record(node, nodes.size(), file));
        file.writeBytes(new byte[SEPARATOR]);
        file.writeBytes(data.toByteArray());
        file.writeBytes(MARKER);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("node_count", (long) nodes.size());
        about.put("record_size", (long) recordSize);
        about.put("ip_version", (long) version);
        about.put("database_type", "Nib-Test");
        about.put("languages", List.of("en"));
        about.put("binary_format_major_version", 2L);
        about.put("binary_format_minor_version", 0L);
        about.put("build_epoch", built);
        about.put("description", Map.of("en", "made up by a test"));
        write(about, file);
        return file.toByteArray();
    }

    private static void number(Node node, List<Node> nodes) {
        node.number = nodes.size();
        nodes.add(node);
        for (Object below : node.below) {
            if (below instanceof Node next) {
                number(next, nodes);
            }
        }
    }

    private void record(Node node, int nodes, ByteArrayOutputStream file) {
        long left = value(node.below[0], nodes);
        long right = value(node.below[1], nodes);
        int bytes = recordSize / 8;
        if (recordSize == 28) {
            number(left & 0xff_ffff, 3, file);
            file.write((int) (left >>> 24 << 4 | right >>> 24));
            number(right & 0xff_ffff, 3, file);
        } else {
            number(left, bytes, file);
            number(right, bytes, file);
        }
    }

    private static long value(@Nullable Object below, int nodes) {
        return switch (below) {
            case null -> nodes;
            case Node node -> node.number;
            case Integer offset -> (long) nodes + SEPARATOR + offset;
            default -> throw new AssertionError(below);
        };
    }

    private static void number(long value, int bytes, ByteArrayOutputStream to) {
        for (int i = bytes - 1; i >= 0; i--) {
            to.write((int) (value >>> (8 * i)));
        }
    }

    private static void write(Object value, ByteArrayOutputStream to) {
        try {
            switch (value) {
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    control(2, bytes.length, to);
                    to.write(bytes);
                }
                case Boolean truth -> control(14, truth ? 1 : 0, to);
                case Number number -> {
                    control(9, 8, to);
                    number(number.longValue(), 8, to);
                }
                case Map<?, ?> map -> {
                    control(7, map.size(), to);
                    map.forEach((key, each) -> {
                        write(key, to);
                        write(each, to);
                    });
                }
                case List<?> list -> {
                    control(11, list.size(), to);
                    list.forEach(each -> write(each, to));
                }
                default -> throw new IllegalArgumentException("cannot write " + value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void control(int type, int size, ByteArrayOutputStream to) {
        int first = type > 7 ? 0 : type;
        int length = size < 29 ? size : size < 285 ? 29 : 30;
        to.write(first << 5 | length);
        if (type > 7) {
            to.write(type - 7);
        }
        if (length == 29) {
            to.write(size - 29);
        } else if (length == 30) {
            number(size - 285L, 2, to);
        }
    }
}
