package nib.sni;

import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import nib.sni.SniSettings.Way;
import nib.spi.Complaint;
import nib.spi.Opening;
import nib.spi.Settings;

/** Brings the word {@code sni} to life. */
public final class SniProvider implements Opening.Provider<SniSettings> {
    private static final int LONGEST_PROTOCOL = 255;

    /** For the service loader. */
    public SniProvider() {}

    @Override
    public String word() {
        return "sni";
    }

    @Override
    public Settings<SniSettings> settings() {
        return new Settings<>(SniSettings.class, MethodHandles.lookup());
    }

    @Override
    public Opening create(SniSettings settings) {
        check("otherwise", settings.otherwise());
        check("plain", settings.plain());
        check("silent", settings.silent());
        settings.alpn().keySet().forEach(SniProvider::checkProtocol);
        return new SniOpening(settings, names(settings.names()));
    }

    private static Map<String, String> names(Map<String, String> written) {
        Map<String, String> names = new HashMap<>();
        written.forEach((name, pool) -> {
            String wild = name.startsWith("*.") ? "*." : "";
            String plain = HostName.of(name.substring(wild.length()))
                    .orElseThrow(() -> new Complaint(
                            "names",
                            "expected a name such as app.example or *.example (xn--... for other letters), found "
                                    + name));
            if (names.putIfAbsent(wild + plain, pool) != null) {
                throw new Complaint("names", name + " is listed twice: case and a trailing dot do not matter");
            }
        });
        return names;
    }

    private static void check(String setting, Way way) {
        if (way.verb().isPresent() == way.pool().isPresent()) {
            throw new Complaint(setting, "expected refuse, pass or {pool: other}");
        }
    }

    private static void checkProtocol(String protocol) {
        if (protocol.isEmpty()
                || protocol.length() > LONGEST_PROTOCOL
                || protocol.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new Complaint("alpn", "expected a protocol such as h2, found " + protocol);
        }
    }
}
