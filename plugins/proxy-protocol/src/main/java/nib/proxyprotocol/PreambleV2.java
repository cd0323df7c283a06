package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Client;
import nib.api.Fact;
import nib.api.Ip;
import nib.api.Server;
import nib.proxyprotocol.ProxyPreambleSettings.Datagrams;
import nib.proxyprotocol.ProxyPreambleSettings.Tell;
import nib.spi.Preamble;
import org.jspecify.annotations.Nullable;

/**
 * Writes a binary header (section 2.2): LOCAL when the house itself asks, UNSPEC when client and listener are of
 * different families.
 */
final class PreambleV2 implements Preamble {
    /** The longest value that is told; a longer one is left out, for half a name is another name. */
    private static final int LONGEST = 255;

    private static final int TEXTS = 5;
    private static final int MOST =
            HeaderV2.FIXED + 2 * HeaderV2.PATH + TEXTS * (Tlvs.HEAD + LONGEST) + Tlvs.HEAD + 5 + Tlvs.HEAD + 4;

    private final ProxyPreambleSettings settings;

    PreambleV2(ProxyPreambleSettings settings) {
        this.settings = settings;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public boolean everyDatagram() {
        return settings.datagrams() == Datagrams.EVERY;
    }

    @Override
    public void write(@Nullable Client client, Server server, ByteBuffer into) {
        int begin = into.position();
        HeaderV2.sign(into);
        into.put((byte) (client == null ? HeaderV2.LOCAL : HeaderV2.PROXY));
        int family = client == null ? HeaderV2.UNSPEC : family(client.address(), client.local());
        into.put((byte) (family == HeaderV2.UNSPEC ? 0 : family << 4 | protocol()));
        into.putShort((short) 0);
        if (client != null) {
            addresses(family, client, into);
            tell(client, into);
        }
        finish(begin, into);
    }

    private int protocol() {
        return settings.datagrams() == Datagrams.NONE ? HeaderV2.STREAM : HeaderV2.DATAGRAM;
    }

    private static int family(Address source, Address destination) {
        if (source instanceof Address.Inet from
                && destination instanceof Address.Inet to
                && from.ip().isIpv4() == to.ip().isIpv4()) {
            return from.ip().isIpv4() ? HeaderV2.INET : HeaderV2.INET6;
        }
        return source instanceof Address.Unix && destination instanceof Address.Unix ? HeaderV2.UNIX : HeaderV2.UNSPEC;
    }

    private static void addresses(int family, Client client, ByteBuffer into) {
        if (family == HeaderV2.UNSPEC) {
            return;
        }
        address(client.address(), into);
        address(client.local(), into);
        if (client.address() instanceof Address.Inet from && client.local() instanceof Address.Inet to) {
            into.putShort((short) from.port()).putShort((short) to.port());
        }
    }

    private static void address(Address address, ByteBuffer into) {
        switch (address) {
            case Address.Inet inet -> ip(inet.ip(), into);
            case Address.Unix unix -> path(unix.path(), into);
            case Address.Name name ->
                throw new IllegalArgumentException("a client has no name for an address: " + name);
        }
    }

    private static void ip(Ip ip, ByteBuffer into) {
        if (ip.isIpv4()) {
            into.putInt((int) ip.low());
        } else {
            into.putLong(ip.high()).putLong(ip.low());
        }
    }

    private static void path(String path, ByteBuffer into) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (path.startsWith("@")) {
            bytes[0] = 0;
        }
        int end = into.position() + HeaderV2.PATH;
        into.put(bytes);
        while (into.position() < end) {
            into.put((byte) 0);
        }
    }

    private void tell(Client client, ByteBuffer into) {
        for (Tell one : Tell.values()) {
            if (settings.tell().contains(one)) {
                switch (one) {
                    case SERVER_NAME -> text(Tlvs.AUTHORITY, client.fact(Fact.SERVER_NAME), into);
                    case ALPN -> text(Tlvs.ALPN, client.fact(Fact.ALPN), into);
                    case TLS -> tls(client, into);
                }
            }
        }
    }

    private static void text(int type, @Nullable String text, ByteBuffer into) {
        if (text == null || text.isEmpty()) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            into.put((byte) type).putShort((short) bytes.length).put(bytes);
        }
    }

    /** A client whose TLS did not end here has no version, and gets no TLV. */
    private static void tls(Client client, ByteBuffer into) {
        String version = client.fact(Fact.TLS_VERSION);
        if (version == null) {
            return;
        }
        String name = client.fact(Fact.COMMON_NAME);
        boolean certified = name != null || client.fact(Fact.SUBJECT) != null;
        int begin = into.position();
        into.put((byte) Tlvs.SSL).putShort((short) 0);
        into.put((byte) (Tlvs.CLIENT_SSL | (certified ? Tlvs.CLIENT_CERT_CONN | Tlvs.CLIENT_CERT_SESS : 0)));
        into.putInt(certified ? 0 : 1);
        text(Tlvs.SSL_VERSION, version, into);
        text(Tlvs.SSL_CN, name, into);
        text(Tlvs.SSL_CIPHER, client.fact(Fact.CIPHER), into);
        into.putShort(begin + 1, (short) (into.position() - begin - Tlvs.HEAD));
    }

    private void finish(int begin, ByteBuffer into) {
        int sum = into.position() + Tlvs.HEAD;
        if (settings.checksum()) {
            into.put((byte) Tlvs.CRC32C).putShort((short) 4).putInt(0);
        }
        into.putShort(begin + 14, (short) (into.position() - begin - HeaderV2.FIXED));
        if (settings.checksum()) {
            into.putInt(sum, Tlvs.sum(into.slice(begin, into.position() - begin), sum - begin));
        }
    }
}
