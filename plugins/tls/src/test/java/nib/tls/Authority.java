package nib.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** An authority that makes certificates for tests. */
@SuppressWarnings("JavaUtilDate") // as the library has it
final class Authority {
    private static final AtomicLong SERIAL = new AtomicLong(1000);
    private static final Duration DAY = Duration.ofDays(1);

    final X509Certificate certificate;
    private final KeyPair keys;

    /** A certificate and its key. */
    record Issued(X509Certificate certificate, PrivateKey key) {}

    private Authority(X509Certificate certificate, KeyPair keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    static Authority root(String name) {
        KeyPair keys = keys("EC");
        return new Authority(sign(keys.getPrivate(), name, name, keys, true, DAY, null), keys);
    }

    /** For a server, by the names of hosts. */
    Issued server(String algorithm, String... hosts) {
        KeyPair keys = keys(algorithm);
        return issue(keys, "CN=" + hosts[0], DAY, KeyPurposeId.id_kp_serverAuth, names(GeneralName.dNSName, hosts));
    }

    /** For a client. */
    Issued client(String name) {
        return client("EC", name);
    }

    Issued client(String algorithm, String name) {
        return issue(keys(algorithm), name, DAY, KeyPurposeId.id_kp_clientAuth, null);
    }

    /** For a client, long ago. */
    Issued expired(String name) {
        return issue(keys("EC"), name, DAY.negated(), KeyPurposeId.id_kp_clientAuth, null);
    }

    private static GeneralNames names(int type, String... names) {
        GeneralName[] all = new GeneralName[names.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new GeneralName(type, names[i]);
        }
        return new GeneralNames(all);
    }

    private Issued issue(KeyPair own, String name, Duration life, KeyPurposeId purpose, @Nullable GeneralNames names) {
        return new Issued(
                sign(
                        keys.getPrivate(),
                        certificate.getSubjectX500Principal().getName(),
                        name,
                        own,
                        false,
                        life,
                        new Extras(purpose, names)),
                own.getPrivate());
    }

    private record Extras(KeyPurposeId purpose, @Nullable GeneralNames names) {}

    static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else if (algorithm.equals("RSA")) {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate sign(
            PrivateKey issuerKey,
            String issuer,
            String name,
            KeyPair own,
            boolean ca,
            Duration life,
            @Nullable Extras extras) {
        long now = System.currentTimeMillis();
        Date from = new Date(now - Duration.ofDays(2).toMillis());
        Date to = new Date(now + life.toMillis());
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                from,
                to,
                new X500Name(name),
                own.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(ca ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
            if (extras != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(extras.purpose));
                if (extras.names != null) {
                    builder.addExtension(Extension.subjectAlternativeName, false, extras.names);
                }
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
        } catch (IOException | OperatorException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A list of what was taken back. */
    Path revoked(Path file, X509Certificate... gone) throws Exception {
        long now = System.currentTimeMillis();
        X509v2CRLBuilder list = new X509v2CRLBuilder(
                new X500Name(certificate.getSubjectX500Principal().getName()), new Date(now - 1000));
        list.setNextUpdate(new Date(now + DAY.toMillis()));
        for (X509Certificate one : gone) {
            list.addCRLEntry(one.getSerialNumber(), new Date(now - 1000), CRLReason.keyCompromise);
        }
        byte[] bytes = list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
        return Files.write(file, bytes);
    }

    /** What an OCSP server of the authority says, good until then. */
    Path ocsp(Path file, X509Certificate about, long from, long until) throws Exception {
        X509CertificateHolder issuer = new X509CertificateHolder(certificate.getEncoded());
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                issuer,
                about.getSerialNumber());
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(issuer.getSubject()));
        builder.addResponse(id, CertificateStatus.GOOD, new Date(from), new Date(until), null);
        OCSPResp response = new OCSPRespBuilder()
                .build(
                        OCSPRespBuilder.SUCCESSFUL,
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                                new X509CertificateHolder[0],
                                new Date(from)));
        return Files.write(file, response.getEncoded());
    }

    /** The certificate and the authority's, in one file. */
    Path chain(Path file, Issued issued) throws IOException {
        return Files.writeString(file, pem(issued.certificate) + pem(certificate));
    }

    static Path key(Path file, PrivateKey key) throws IOException {
        Files.writeString(file, pem(key));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    static String pem(Object thing) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            // As PKCS#8: what the JDK holds of a curve's key does not name the curve, which a SEC1 key must.
            writer.writeObject(thing instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : thing);
        }
        return text.toString();
    }
}
