package nib.pen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How clients are spoken to in TLS, by {@code -E}, {@code -K}, {@code -G}, {@code -A}, {@code -R} and the commands {@code ssl_*}. */
final class TlsOptions {
    @Nullable String certificate;

    @Nullable String key;

    @Nullable String staple;

    @Nullable String folder;

    @Nullable String ciphers;

    boolean certifiedClients;
    final List<String> authorities;
    final Set<String> options;

    TlsOptions() {
        authorities = new ArrayList<>();
        options = new TreeSet<>();
    }

    TlsOptions(TlsOptions other) {
        authorities = new ArrayList<>(other.authorities);
        options = new TreeSet<>(other.options);
        certificate = other.certificate;
        key = other.key;
        staple = other.staple;
        folder = other.folder;
        ciphers = other.ciphers;
        certifiedClients = other.certifiedClients;
    }
}
