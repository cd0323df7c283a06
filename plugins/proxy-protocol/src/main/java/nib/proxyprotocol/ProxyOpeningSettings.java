package nib.proxyprotocol;

import java.util.List;
import nib.api.Prefix;
import nib.spi.About;
import nib.spi.Default;

/** Whose headers are believed. */
@About("Takes the client's address from a PROXY header, which must be there.")
record ProxyOpeningSettings(
        @About("Those whose headers are believed; everybody else is closed.")
        List<Prefix> trusted,

        @About("Whether headers are believed that come through a Unix socket.") @Default("false")
        boolean trustUnix,

        @About("The version that is accepted: any, v1 or v2.") @Default("any")
        Accepted version) {

    /** The versions of the protocol. */
    enum Accepted {
        /** Both. */
        ANY,
        /** One line of text. */
        V1,
        /** Binary. */
        V2
    }
}
