package nib.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.tls.TlsSettings.Clients;
import nib.tls.TlsSettings.Unknown;
import nib.tls.TlsSettings.Wish;

/** Settings of a listener, made step by step; files lie in one folder. */
final class Scene {
    final Path folder;
    final Authority authority = Authority.root("CN=Test Authority");
    private final List<TlsSettings.Certificate> certificates = new ArrayList<>();
    private Optional<Path> certificateFolder = Optional.empty();
    private Unknown unknown = Unknown.REFUSE;
    private Unknown unnamed = Unknown.FIRST;
    private Map<String, String> pools = Map.of();
    private Clients clients = new Clients(Wish.OFF, List.of(), List.of(), List.of(), List.of());
    private String oldest = "1.2";
    private List<String> ciphers = List.of();
    private List<String> groups = List.of();
    private List<String> alpn = List.of();
    private int sessions = 100;

    Scene(Path folder) {
        this.folder = folder;
    }

    Scene certificate(String algorithm, String... hosts) throws IOException {
        return certificate(authority.server(algorithm, hosts), Optional.empty());
    }

    Scene certificate(Authority.Issued issued, Optional<Path> ocsp) throws IOException {
        int number = certificates.size();
        Path chain = authority.chain(folder.resolve(number + ".crt"), issued);
        Path key = Authority.key(folder.resolve(number + ".key"), issued.key());
        certificates.add(new TlsSettings.Certificate(chain, Optional.of(key), Optional.empty(), ocsp));
        return this;
    }

    /** Files that are there. */
    Scene certificate(Path chain, Path key) {
        certificates.add(new TlsSettings.Certificate(chain, Optional.of(key), Optional.empty(), Optional.empty()));
        return this;
    }

    Scene folder(Path inside) {
        certificateFolder = Optional.of(inside);
        return this;
    }

    Scene unknown(Unknown way) {
        unknown = way;
        return this;
    }

    Scene unnamed(Unknown way) {
        unnamed = way;
        return this;
    }

    Scene pools(Map<String, String> all) {
        pools = all;
        return this;
    }

    Scene clients(Wish wish, List<Path> crl, List<String> allow, String... names) throws IOException {
        clients = new Clients(wish, List.of(ca()), crl, allow, List.of(names));
        return this;
    }

    Scene oldest(String version) {
        oldest = version;
        return this;
    }

    Scene ciphers(String... names) {
        ciphers = List.of(names);
        return this;
    }

    Scene groups(String... names) {
        groups = List.of(names);
        return this;
    }

    Scene alpn(String... names) {
        alpn = List.of(names);
        return this;
    }

    Scene sessions(int most) {
        sessions = most;
        return this;
    }

    /** The authority's certificate. */
    Path ca() throws IOException {
        return Files.writeString(folder.resolve("ca.pem"), Authority.pem(authority.certificate));
    }

    TlsSettings settings() {
        return new TlsSettings(
                certificates,
                certificateFolder,
                unknown,
                unnamed,
                pools,
                clients,
                oldest,
                ciphers,
                groups,
                alpn,
                sessions,
                Duration.ofHours(1));
    }
}
