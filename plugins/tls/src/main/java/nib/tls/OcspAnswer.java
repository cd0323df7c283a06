package nib.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What an OCSP server said of a certificate when it was asked over HTTP (RFC 6960, appendix A), and where that belongs.
 *
 * @param chain the certificate and its issuer
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record OcspAnswer(byte[] bytes, List<X509Certificate> chain, Path file) {
    private static final int LONGEST = 64 * 1024;

    /** Asks; null if there is nobody to ask. */
    static @Nullable OcspAnswer fetch(Path certificate, OcspOrder order) throws IOException {
        List<X509Certificate> chain = CertificateFolder.chain(certificate);
        Optional<URI> server = order.url().isPresent() ? order.url() : named(chain.getFirst(), certificate);
        if (server.isEmpty()) {
            return null;
        }
        if (chain.size() < 2) {
            throw new IOException(certificate + ": the issuer's certificate must follow it, or stand in NAME.ca");
        }
        byte[] answer = ask(server.get(), question(chain, certificate), order.timeout());
        return new OcspAnswer(
                answer, chain, order.out().orElseGet(() -> CertificateFolder.beside(certificate, ".ocsp")));
    }

    /** The server that a certificate names (RFC 5280, section 4.2.2.1). */
    private static Optional<URI> named(X509Certificate certificate, Path file) throws IOException {
        try {
            AuthorityInformationAccess access = AuthorityInformationAccess.fromExtensions(
                    new X509CertificateHolder(certificate.getEncoded()).getExtensions());
            if (access == null) {
                return Optional.empty();
            }
            for (AccessDescription one : access.getAccessDescriptions()) {
                GeneralName place = one.getAccessLocation();
                if (one.getAccessMethod().equals(AccessDescription.id_ad_ocsp)
                        && place.getTagNo() == GeneralName.uniformResourceIdentifier) {
                    return Optional.of(OcspOrder.url(place.getName().toString()));
                }
            }
            return Optional.empty();
        } catch (CertificateEncodingException | IllegalArgumentException e) {
            throw new IOException(file + " names an OCSP server that cannot be asked", e);
        }
    }

    private static byte[] question(List<X509Certificate> chain, Path file) throws IOException {
        try {
            X509CertificateHolder issuer =
                    new X509CertificateHolder(chain.get(1).getEncoded());
            CertificateID id = new CertificateID(
                    new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                    issuer,
                    chain.getFirst().getSerialNumber());
            return new OCSPReqBuilder().addRequest(id).build().getEncoded();
        } catch (OperatorException | OCSPException | CertificateEncodingException e) {
            throw new IOException(file + " cannot be asked about", e);
        }
    }

    private static byte[] ask(URI server, byte[] question, Duration timeout) throws IOException {
        HttpURLConnection call = (HttpURLConnection) server.toURL().openConnection(Proxy.NO_PROXY);
        call.setConnectTimeout((int) timeout.toMillis());
        call.setReadTimeout((int) timeout.toMillis());
        call.setInstanceFollowRedirects(false);
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/ocsp-request");
        call.setRequestProperty("Accept", "application/ocsp-response");
        try {
            try (OutputStream out = call.getOutputStream()) {
                out.write(question);
            }
            if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("it answers with status " + call.getResponseCode());
            }
            try (InputStream in = call.getInputStream()) {
                return read(in, System.nanoTime() + timeout.toNanos());
            }
        } catch (IOException e) {
            throw new IOException("no answer from " + server + ": " + e.getMessage(), e);
        } finally {
            call.disconnect();
        }
    }

    /** All of it, in time. */
    private static byte[] read(InputStream in, long deadline) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
            answer.write(piece, 0, length);
            if (answer.size() > LONGEST || System.nanoTime() - deadline > 0) {
                throw new IOException(answer.size() > LONGEST ? "it answers with too much" : "it takes too long");
            }
        }
        return answer.toByteArray();
    }

    /**
     * Checks it as a listener would, and puts it in its place; what is there stays if this fails.
     *
     * @return what was done, for whoever asked
     */
    String write() throws IOException {
        Instant until = Staple.of(bytes, "the answer for " + file, chain, System::currentTimeMillis)
                .until();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        Path draft = Files.createTempFile(folder, CertificateFolder.stem(file), ".new");
        try {
            Files.write(draft, bytes);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return file + " is good until " + until;
    }
}
