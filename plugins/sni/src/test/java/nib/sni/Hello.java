package nib.sni;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A ClientHello to be cut into records as a test likes. */
final class Hello {
    private final List<byte[]> extensions = new ArrayList<>();
    private boolean bare;

    static Hello to(String name) {
        return new Hello().name(name);
    }

    Hello name(String name) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        return extension(0, vector(2, joined(new byte[] {0}, vector(2, text))));
    }

    Hello alpn(String... protocols) {
        byte[] list = new byte[0];
        for (String protocol : protocols) {
            list = joined(list, vector(1, protocol.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return extension(16, vector(2, list));
    }

    /** As long as the key of a hybrid group, or longer. */
    Hello padded(int bytes) {
        return extension(21, new byte[bytes]);
    }

    Hello extension(int type, byte[] value) {
        extensions.add(joined(new byte[] {(byte) (type >>> 8), (byte) type}, vector(2, value)));
        return this;
    }

    Hello bare() {
        bare = true;
        return this;
    }

    byte[] message() {
        byte[] all = new byte[0];
        for (byte[] one : extensions) {
            all = joined(all, one);
        }
        byte[] start = joined(new byte[] {3, 3}, new byte[32]);
        byte[] middle = joined(
                vector(1, new byte[32]), joined(vector(2, new byte[] {0x13, 1, 0x13, 2}), vector(1, new byte[1])));
        byte[] body = joined(joined(start, middle), bare ? new byte[0] : vector(2, all));
        return joined(new byte[] {1, 0, (byte) (body.length >>> 8), (byte) body.length}, body);
    }

    /** In one record. */
    byte[] bytes() {
        return record(message());
    }

    /** In records of 1 to so many bytes. */
    byte[] bytes(int most, long seed) {
        SplittableRandom cuts = new SplittableRandom(seed);
        byte[] message = message();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; ) {
            int next = Math.min(message.length, at + 1 + cuts.nextInt(most));
            all.writeBytes(record(java.util.Arrays.copyOfRange(message, at, next)));
            at = next;
        }
        return all.toByteArray();
    }

    static byte[] record(byte[] piece) {
        return joined(new byte[] {22, 3, 1}, vector(2, piece));
    }

    static byte[] vector(int head, byte[] value) {
        ByteBuffer all = ByteBuffer.allocate(head + value.length);
        if (head == 2) {
            all.putShort((short) value.length);
        } else {
            all.put((byte) value.length);
        }
        return all.put(value).array();
    }

    static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
