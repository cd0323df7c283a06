package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.spi.Opening.Answer;
import nib.spi.Opening.Bad;
import nib.spi.Opening.Done;
import nib.spi.Opening.More;
import org.jspecify.annotations.Nullable;

/**
 * A header of version 2, which is binary (section 2.2):
 *
 * <pre>
 *   0       12                 13               14         16
 *   |signature|version, command|family, protocol|length n  |addresses, TLVs: n bytes
 * </pre>
 *
 * A header for a connection of the sender itself (LOCAL), or for a protocol that it cannot name (UNSPEC), is skipped as
 * a whole, and the addresses of the connection stay.
 */
final class HeaderV2 {
    static final byte BEGIN = '\r';
    static final int FIXED = 16;
    /** No sender needs as much; section 2.2 advises to stay below what fits into one segment. */
    static final int MOST = 4096;

    static final int LOCAL = 0x20;
    static final int PROXY = 0x21;
    static final int UNSPEC = 0;
    static final int INET = 1;
    static final int INET6 = 2;
    static final int UNIX = 3;
    static final int STREAM = 1;
    static final int DATAGRAM = 2;
    /** The length of a path. */
    static final int PATH = 108;

    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private HeaderV2() {}

    static void sign(ByteBuffer into) {
        into.put(SIGNATURE);
    }

    static Answer read(ByteBuffer first, Client client) {
        int there = first.limit();
        for (int i = 0; i < Math.min(there, SIGNATURE.length); i++) {
            if (first.get(i) != SIGNATURE[i]) {
                return new Bad("proxy-protocol: no header");
            }
        }
        if (there < FIXED) {
            return new More(FIXED);
        }
        int command = first.get(12) & 255;
        int family = (first.get(13) & 255) >>> 4;
        int protocol = first.get(13) & 15;
        int length = FIXED + Short.toUnsignedInt(first.getShort(14));
        if ((command != LOCAL && command != PROXY) || family > UNIX || protocol > DATAGRAM) {
            return malformed();
        }
        if (length > MOST) {
            return new Bad("proxy-protocol: the header is too long");
        }
        if (there < length) {
            return new More(length);
        }
        if (command == LOCAL || family == UNSPEC || protocol == UNSPEC) {
            return new Done(length, client, null);
        }
        return addresses(first.slice(0, length), family, client);
    }

    private static Answer addresses(ByteBuffer header, int family, Client client) {
        int each = size(family);
        int ports = family == UNIX ? 0 : 4;
        int tlvs = FIXED + 2 * each + ports;
        if (header.limit() < tlvs) {
            return malformed();
        }
        Address source = address(header, family, FIXED, FIXED + 2 * each);
        Address destination = address(header, family, FIXED + each, FIXED + 2 * each + 2);
        if (source == null || destination == null) {
            return malformed();
        }
        Client seen = client.seenAs(source, destination);
        String wrong = Tlvs.learn(header, tlvs, seen);
        return wrong == null ? new Done(header.limit(), seen, null) : new Bad("proxy-protocol: " + wrong);
    }

    /** The bytes of one address without its port. */
    static int size(int family) {
        return family == INET ? 4 : family == INET6 ? 16 : PATH;
    }

    private static @Nullable Address address(ByteBuffer header, int family, int at, int port) {
        return switch (family) {
            case INET -> new Address.Inet(Ip.ofIpv4(header.getInt(at)), Short.toUnsignedInt(header.getShort(port)));
            case INET6 ->
                new Address.Inet(
                        new Ip(header.getLong(at), header.getLong(at + 8)), Short.toUnsignedInt(header.getShort(port)));
            default -> path(header.slice(at, PATH));
        };
    }

    /** A path ends at the first zero; one that begins with a zero is a name in the abstract name space of Linux. */
    private static @Nullable Address path(ByteBuffer bytes) {
        boolean isAbstract = bytes.get(0) == 0 && bytes.get(1) != 0;
        int from = isAbstract ? 1 : 0;
        int end = from;
        while (end < PATH && bytes.get(end) != 0) {
            end++;
        }
        try {
            CharBuffer path = StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(from, end - from));
            return path.chars().anyMatch(Character::isISOControl)
                    ? null
                    : new Address.Unix(isAbstract ? "@" + path : path.toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Answer malformed() {
        return new Bad("proxy-protocol: malformed header, version 2");
    }
}
