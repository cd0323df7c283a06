package nib.tls;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Vector;
import nib.api.Ip;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/** What a ClientHello asks for. */
@SuppressWarnings("JdkObsolete") // as the engine has them
final class Hello {
    private Hello() {}

    /**
     * The name, in the form in which names are compared; empty if there is none. An address is no name (RFC 6066, section
     * 3), and whoever sends one has none.
     *
     * @throws TlsFatalAlert if it is no name, or there are several
     */
    static String name(@Nullable Vector<?> names) throws TlsFatalAlert {
        if (names == null || names.isEmpty()) {
            return "";
        }
        if (names.size() > 1 || !(names.get(0) instanceof ServerName one) || one.getNameType() != NameType.host_name) {
            throw new TlsFatalAlert(AlertDescription.unrecognized_name, "not one server name");
        }
        String text = new String(one.getNameData(), StandardCharsets.ISO_8859_1);
        if (Ip.isNumeric(text)) {
            return "";
        }
        Optional<String> name = HostName.of(text);
        if (name.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.unrecognized_name, "no server name");
        }
        return name.get();
    }
}
