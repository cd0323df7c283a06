package nib.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads files in PEM (RFC 7468): certificates, keys of PKCS#1, PKCS#8 and SEC1, encrypted or not, revocation lists. */
final class Pem {
    private static final long LARGEST = 64 << 20;

    private Pem() {}

    /** All certificates of a file, in their order; at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        for (Object one : objects(file)) {
            if (one instanceof X509CertificateHolder holder) {
                all.add(certificate(holder.getEncoded(), file));
            }
        }
        if (all.isEmpty()) {
            throw new IOException(file + " has no certificate");
        }
        return all;
    }

    /** The certificates of files and of all files in folders that end in .pem, .crt or .cer. */
    static List<X509Certificate> authorities(List<Path> places) throws IOException {
        List<X509Certificate> all = new ArrayList<>();
        for (Path place : places) {
            for (Path file : files(place)) {
                all.addAll(certificates(file));
            }
        }
        return all;
    }

    /** The file, or those in the folder. */
    static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.filter(file -> file.toString().matches(".*\\.(pem|crt|cer)"))
                    .sorted()
                    .toList();
        }
    }

    static X509Certificate certificate(byte[] encoded, Path file) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " has a certificate that cannot be read", e);
        }
    }

    static List<X509CRL> lists(List<Path> files) throws IOException {
        List<X509CRL> all = new ArrayList<>();
        for (Path file : files) {
            try {
                for (CRL one :
                        CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(bytes(file)))) {
                    all.add((X509CRL) one);
                }
            } catch (GeneralSecurityException e) {
                throw new IOException(file + " is no list of revoked certificates", e);
            }
        }
        return all;
    }

    /** The first private key of a file that nobody but its owner and group may read. */
    static PrivateKey key(Path file, Optional<Path> password) throws IOException {
        checkPrivate(file);
        for (Object one : objects(file)) {
            PrivateKeyInfo info = key(one, file, password);
            if (info != null) {
                return key(info, file);
            }
        }
        throw new IOException(file + " has no private key");
    }

    private static PrivateKey key(PrivateKeyInfo info, Path file) throws IOException {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " has a private key that cannot be read", e);
        }
    }

    private static @Nullable PrivateKeyInfo key(Object one, Path file, Optional<Path> password) throws IOException {
        try {
            return switch (one) {
                case PrivateKeyInfo plain -> plain;
                case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                case PEMEncryptedKeyPair locked ->
                    locked.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                                    .setProvider(new BouncyCastleProvider())
                                    .build(password(file, password)))
                            .getPrivateKeyInfo();
                case PKCS8EncryptedPrivateKeyInfo locked ->
                    locked.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(password(file, password)));
                default -> null;
            };
        } catch (PKCSException | OperatorException | RuntimeException e) {
            throw new IOException(file + " cannot be opened with the password", e);
        }
    }

    private static char[] password(Path key, Optional<Path> password) throws IOException {
        if (password.isEmpty()) {
            throw new IOException(key + " is encrypted, and no password file is named");
        }
        checkPrivate(password.get());
        String text = new String(bytes(password.get()), StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("").toCharArray();
    }

    private static void checkPrivate(Path file) throws IOException {
        bytes(file); // says what is wrong with a file that is not there
        Set<PosixFilePermission> rights;
        try {
            rights = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return; // a file system without modes
        }
        if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(file + " may be read or written by everybody: chmod o= " + file);
        }
    }

    static byte[] bytes(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(file + " is too large");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(file + " may not be read", e);
        }
    }

    private static List<Object> objects(Path file) throws IOException {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        List<Object> all = new ArrayList<>();
        try (Reader reader = new java.io.StringReader(text);
                PEMParser parser = new PEMParser(reader)) {
            for (Object one = parser.readObject(); one != null; one = parser.readObject()) {
                all.add(one);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " is not PEM", e);
        }
        return all;
    }
}
