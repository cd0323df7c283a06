package nib.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nib.tls.TlsSettings.Unknown;
import nib.tls.TlsSettings.Wish;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was read from files for one listener: what is shown for which name, and whose clients are believed.
 * Immutable but for its sessions; a change of files makes a new one, and running connections keep theirs.
 *
 * @param names what is shown, by name; wild names begin with {@code *.}
 * @param first what is shown to those that no name is for; empty if there are only names
 */
record Keyring(
        Map<String, List<Identity>> names,
        List<Identity> first,
        @Nullable Trust clients,
        Sessions sessions) {
    /**
     * Reads all files.
     *
     * @param sessions what clients may come back to, as long as the same is shown
     * @param millis the time, since 1970
     * @param warn told what is not as it should be, but no reason to refuse everything
     * @throws IOException with a message for the operator
     */
    static Keyring load(TlsSettings settings, Sessions sessions, LongSupplier millis, Consumer<String> warn)
            throws IOException {
        Map<String, List<Identity>> names = new HashMap<>();
        List<Identity> first = new ArrayList<>();
        for (TlsSettings.Certificate one : settings.certificates()) {
            Identity identity = identity(one, List.of(), millis, warn);
            List<String> own = names(identity.chain().getFirst());
            own.forEach(name ->
                    names.computeIfAbsent(name, key -> new ArrayList<>()).add(identity));
            if (first.isEmpty() || own.equals(names(first.getFirst().chain().getFirst()))) {
                first.add(identity); // RSA and ECDSA side by side
            }
        }
        folder(settings, millis, warn).forEach((name, identity) -> names.put(name, List.of(identity)));
        Trust trust = settings.clients().certificate() == Wish.OFF
                ? null
                : Trust.of(settings.clients().ca(), settings.clients().crl());
        return new Keyring(Map.copyOf(names), List.copyOf(first), trust, sessions);
    }

    private static Identity identity(
            TlsSettings.Certificate one, List<X509Certificate> more, LongSupplier millis, Consumer<String> warn)
            throws IOException {
        Path file = one.certificate();
        List<X509Certificate> chain = new ArrayList<>(Pem.certificates(file));
        chain.addAll(more);
        Staple staple = null;
        if (one.ocsp().isPresent()) {
            try {
                staple = Staple.read(one.ocsp().get(), chain, millis);
            } catch (IOException e) {
                warn.accept(e.getMessage() + "; it is not stapled"); // a client decides what that means to it
            }
        }
        return Identity.of(chain, Pem.key(one.key().orElse(file), one.password()), staple, file.toString());
    }

    private static Map<String, Identity> folder(TlsSettings settings, LongSupplier millis, Consumer<String> warn)
            throws IOException {
        Map<String, Identity> names = new LinkedHashMap<>();
        if (settings.folder().isEmpty()) {
            return names;
        }
        Path folder = settings.folder().get();
        for (Path file : CertificateFolder.files(folder)) {
            String stem = CertificateFolder.stem(file);
            String name = HostName.pattern(stem.startsWith("_.") ? "*" + stem.substring(1) : stem)
                    .orElseThrow(() -> new IOException(file + " is not called after a host"));
            Path issuers = CertificateFolder.beside(file, ".ca");
            Path ocsp = CertificateFolder.beside(file, ".ocsp");
            names.put(
                    name,
                    identity(
                            new TlsSettings.Certificate(
                                    file,
                                    Optional.of(CertificateFolder.beside(file, ".key")),
                                    Optional.empty(),
                                    Files.exists(ocsp) ? Optional.of(ocsp) : Optional.empty()),
                            Files.exists(issuers) ? Pem.certificates(issuers) : List.of(),
                            millis,
                            warn));
        }
        return names;
    }

    /** The names that a certificate is for: those of hosts among its alternative names. */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (one.get(0).equals(Rule.Alternative.DNS) && one.get(1) instanceof String text) {
                        HostName.pattern(text).ifPresent(names::add);
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names;
    }

    /** The same, where clients come back to the sessions of another, which shows the same. */
    Keyring with(Sessions others) {
        return new Keyring(names, first, clients, others);
    }

    /** Whether the same certificates are shown for the same names. */
    boolean shows(Keyring other) {
        return chains(names).equals(chains(other.names)) && chains(first).equals(chains(other.first));
    }

    private static Map<String, List<List<X509Certificate>>> chains(Map<String, List<Identity>> all) {
        Map<String, List<List<X509Certificate>>> chains = new HashMap<>();
        all.forEach((name, shown) -> chains.put(name, chains(shown)));
        return chains;
    }

    private static List<List<X509Certificate>> chains(List<Identity> shown) {
        return shown.stream().map(Identity::chain).toList();
    }

    /**
     * What is shown to a client.
     *
     * @param name what it asks for; empty if it asks for nothing
     * @return nothing if it is to be refused
     */
    List<Identity> shown(String name, TlsSettings settings) {
        List<Identity> found = name.isEmpty() ? null : HostName.find(names, name);
        if (found != null) {
            return found;
        }
        Unknown way = name.isEmpty() ? settings.unnamed() : settings.unknown();
        return way == Unknown.FIRST ? first : List.of();
    }
}
