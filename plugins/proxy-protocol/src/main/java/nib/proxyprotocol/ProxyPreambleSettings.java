package nib.proxyprotocol;

import java.util.List;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Shorthand;

/** What servers are told. */
@About("Tells the server where the client is, by a PROXY header.")
record ProxyPreambleSettings(
        @About("The version that the server understands: v1 or v2.") @Default("v2") @Shorthand
        Version version,

        @About("What v2 tells beside addresses, as far as it is known: server-name, alpn, tls.") @Default("[]")
        List<Tell> tell,

        @About("Whether v2 carries a checksum (CRC32c).") @Default("false")
        boolean checksum,

        @About("For servers reached by datagrams, those that begin with a header: first or every; none for streams.")
        @Default("none")
        Datagrams datagrams) {

    /** The versions of the protocol. */
    enum Version {
        /** One line of text. */
        V1,
        /** Binary. */
        V2
    }

    /** What may be told beside addresses. */
    enum Tell {
        /** The name that the client asked for. */
        SERVER_NAME,
        /** The protocol above TLS. */
        ALPN,
        /** Version, cipher, and the name in the client's certificate. */
        TLS
    }

    /** Which datagrams of a flow begin with a header. */
    enum Datagrams {
        /** It is a stream. */
        NONE,
        /** The first one. */
        FIRST,
        /** Each. */
        EVERY
    }
}
