package nib.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import java.util.stream.Collectors;
import nib.spi.Complaint;
import nib.tls.TlsSettings.Wish;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a listener mean to the engine.
 *
 * @param protectedNames the names whose clients show certificates; empty for all
 */
@SuppressWarnings({"ArrayRecordComponent", "JdkObsolete"}) // as the engine has them
record Terms(
        TlsSettings settings,
        ProtocolVersion[] versions,
        int[] suites,
        int[] groups,
        Map<String, String> pools,
        List<Rule> rules,
        Map<String, Boolean> protectedNames) {
    private static final int[] PEER_SCHEMES = {
        SignatureScheme.ecdsa_secp256r1_sha256,
        SignatureScheme.ecdsa_secp384r1_sha384,
        SignatureScheme.ecdsa_secp521r1_sha512,
        SignatureScheme.ed25519,
        SignatureScheme.rsa_pss_rsae_sha256,
        SignatureScheme.rsa_pss_rsae_sha384,
        SignatureScheme.rsa_pss_rsae_sha512,
        SignatureScheme.rsa_pkcs1_sha256,
        SignatureScheme.rsa_pkcs1_sha384,
        SignatureScheme.rsa_pkcs1_sha512
    };

    /** Reads them; complains about what cannot be meant. */
    static Terms of(TlsSettings settings) {
        if (settings.certificates().isEmpty() && settings.folder().isEmpty()) {
            throw new Complaint("certificates", "expected a certificate, or a folder of them; found none");
        }
        boolean wants = settings.clients().certificate() != Wish.OFF;
        if (wants && settings.clients().ca().isEmpty()) {
            throw new Complaint("clients", "expected ca, whose certificates are believed; found none");
        }
        if (!wants && !settings.clients().equals(nothing(settings.clients()))) {
            throw new Complaint("clients", "no certificate is asked for: write certificate: request or require");
        }
        settings.alpn().forEach(Terms::checkProtocol);
        Map<String, Boolean> names = new HashMap<>();
        settings.clients().names().forEach(name -> names.put(pattern("clients", name), true));
        Map<String, String> pools = new HashMap<>();
        settings.pools().forEach((name, pool) -> pools.put(pattern("pools", name), pool));
        return new Terms(
                settings,
                Version.from(settings.oldest()),
                Suite.numbers(settings.ciphers()),
                Group.numbers(settings.groups()),
                Map.copyOf(pools),
                settings.clients().allow().stream().map(Rule::parse).toList(),
                Map.copyOf(names));
    }

    private static TlsSettings.Clients nothing(TlsSettings.Clients clients) {
        return new TlsSettings.Clients(clients.certificate(), List.of(), List.of(), List.of(), List.of());
    }

    private static String pattern(String setting, String name) {
        return HostName.pattern(name)
                .orElseThrow(() ->
                        new Complaint(setting, "expected a name such as app.example or *.example, found " + name));
    }

    static void checkProtocol(String protocol) {
        if (protocol.isEmpty() || protocol.length() > 255 || protocol.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            throw new Complaint("alpn", "expected a protocol such as h2, found " + protocol);
        }
    }

    /** Whether clients that ask for the name show a certificate. */
    Wish wish(String name) {
        boolean meant = protectedNames.isEmpty() || HostName.find(protectedNames, name) != null;
        return meant ? settings.clients().certificate() : Wish.OFF;
    }

    /** Whether a certificate that holds is of somebody who may come in. */
    boolean allows(X509Certificate certificate) {
        return rules.isEmpty() || rules.stream().anyMatch(rule -> rule.allows(certificate));
    }

    Set<String> poolNames() {
        return pools.values().stream().collect(Collectors.toUnmodifiableSet());
    }

    @Nullable Vector<ProtocolName> protocols() {
        return protocols(settings.alpn());
    }

    static @Nullable Vector<ProtocolName> protocols(List<String> names) {
        if (names.isEmpty()) {
            return null;
        }
        Vector<ProtocolName> protocols = new Vector<>();
        names.forEach(name -> protocols.add(ProtocolName.asRawBytes(name.getBytes(StandardCharsets.US_ASCII))));
        return protocols;
    }

    /** The ways to sign that we understand. */
    static Vector<SignatureAndHashAlgorithm> peerSchemes() {
        Vector<SignatureAndHashAlgorithm> schemes = new Vector<>();
        for (int scheme : PEER_SCHEMES) {
            schemes.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
        }
        return schemes;
    }
}
