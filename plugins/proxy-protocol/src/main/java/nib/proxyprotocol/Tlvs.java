package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;
import nib.api.Client;
import nib.api.Fact;
import org.jspecify.annotations.Nullable;

/** Type, length and value: what a header of version 2 says beside addresses (section 2.2). Unknown types are skipped. */
final class Tlvs {
    static final int ALPN = 0x01;
    static final int AUTHORITY = 0x02;
    static final int CRC32C = 0x03;
    static final int SSL = 0x20;
    static final int SSL_VERSION = 0x21;
    static final int SSL_CN = 0x22;
    static final int SSL_CIPHER = 0x23;
    /** Type and length. */
    static final int HEAD = 3;

    /** The client came by TLS. */
    static final int CLIENT_SSL = 1;
    /** It showed a certificate on this connection. */
    static final int CLIENT_CERT_CONN = 2;
    /** It showed a certificate in this session. */
    static final int CLIENT_CERT_SESS = 4;

    private static final int LONGEST = 255;

    private Tlvs() {}

    /**
     * Reads what follows the addresses; the client learns.
     *
     * @return what is wrong, or null
     */
    static @Nullable String learn(ByteBuffer header, int from, Client client) {
        boolean sum = false;
        for (int at = from, next; at < header.limit(); at = next) {
            next = next(header, at);
            if (next < 0) {
                return "a TLV is cut off";
            }
            ByteBuffer value = header.slice(at + HEAD, next - at - HEAD);
            boolean fine = switch (header.get(at) & 255) {
                case ALPN -> text(value, Fact.ALPN, client);
                case AUTHORITY -> name(value, client);
                case SSL -> ssl(value, client);
                case CRC32C -> {
                    boolean first = !sum;
                    sum = true;
                    yield first && isSum(header, at + HEAD, value);
                }
                default -> true;
            };
            if (!fine) {
                return (header.get(at) & 255) == CRC32C ? "the checksum does not fit" : "malformed TLV";
            }
        }
        return null;
    }

    /** Where the next one begins, or -1 if this one is not whole. */
    private static int next(ByteBuffer tlvs, int at) {
        if (tlvs.limit() - at < HEAD) {
            return -1;
        }
        int next = at + HEAD + Short.toUnsignedInt(tlvs.getShort(at + 1));
        return next > tlvs.limit() ? -1 : next;
    }

    /** The checksum of the whole header with zeros in place of the sum (RFC 4960, appendix B). */
    private static boolean isSum(ByteBuffer header, int at, ByteBuffer value) {
        return value.limit() == 4 && value.getInt(0) == sum(header, at);
    }

    static int sum(ByteBuffer header, int at) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, at));
        crc.update(new byte[4]);
        crc.update(header.slice(at + 4, header.limit() - at - 4));
        return (int) crc.getValue();
    }

    /** What the client asked for, in the form of {@link Fact#SERVER_NAME}. A name that cannot be one is refused. */
    private static boolean name(ByteBuffer value, Client client) {
        int length = value.limit() > 1 && value.get(value.limit() - 1) == '.' ? value.limit() - 1 : value.limit();
        if (length == 0 || length > LONGEST) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte c = value.get(i);
            if (c <= ' ' || c == 0x7f || c == '/' || c == '\\') {
                return false;
            }
        }
        String name = StandardCharsets.US_ASCII.decode(value.slice(0, length)).toString();
        client.learn(Fact.SERVER_NAME, name.toLowerCase(Locale.ROOT));
        return true;
    }

    private static boolean ssl(ByteBuffer value, Client client) {
        if (value.limit() < 5) {
            return false;
        }
        int flags = value.get(0);
        boolean verified = value.getInt(1) == 0 && (flags & (CLIENT_CERT_CONN | CLIENT_CERT_SESS)) != 0;
        for (int at = 5, next; at < value.limit(); at = next) {
            next = next(value, at);
            if (next < 0) {
                return false;
            }
            ByteBuffer part = value.slice(at + HEAD, next - at - HEAD);
            boolean fine = switch (value.get(at) & 255) {
                case SSL_VERSION -> (flags & CLIENT_SSL) == 0 || text(part, Fact.TLS_VERSION, client);
                case SSL_CIPHER -> (flags & CLIENT_SSL) == 0 || text(part, Fact.CIPHER, client);
                case SSL_CN -> !verified || text(part, Fact.COMMON_NAME, client);
                default -> true;
            };
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    /** One line of text; control characters are nobody's version, cipher or name. */
    private static boolean text(ByteBuffer value, Fact<String> fact, Client client) {
        if (value.limit() == 0 || value.limit() > LONGEST) {
            return false;
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(value);
            if (text.chars().anyMatch(Character::isISOControl)) {
                return false;
            }
            client.learn(fact, text.toString());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
