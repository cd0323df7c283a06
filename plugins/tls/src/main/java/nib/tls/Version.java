package nib.tls;

import nib.spi.Complaint;
import org.bouncycastle.tls.ProtocolVersion;

/** The versions of TLS that are spoken. */
final class Version {
    private static final ProtocolVersion[] BOTH = {ProtocolVersion.TLSv13, ProtocolVersion.TLSv12};
    private static final ProtocolVersion[] NEWEST = {ProtocolVersion.TLSv13};

    private Version() {}

    /** From the oldest that is allowed on. */
    static ProtocolVersion[] from(String oldest) {
        return switch (oldest) {
            case "1.2" -> BOTH;
            case "1.3" -> NEWEST;
            default -> throw new Complaint("oldest", "expected \"1.2\" or \"1.3\", found " + oldest);
        };
    }

    /** As logs and PROXY headers call it. */
    static String name(ProtocolVersion version) {
        return version.getName().replace("TLS ", "TLSv");
    }
}
