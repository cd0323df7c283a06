package nib.tls;

import java.util.Optional;
import java.util.Vector;
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
     * The name, in the form in which names are compared; empty if there is none.
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
        String text = new String(one.getNameData(), java.nio.charset.StandardCharsets.ISO_8859_1);
        Optional<String> name = HostName.of(text);
        if (name.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.unrecognized_name, "no server name");
        }
        return name.get();
    }
}
