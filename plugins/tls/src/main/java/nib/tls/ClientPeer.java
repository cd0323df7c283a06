package nib.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;

/** Our side of one handshake with a server. One thread. */
@SuppressWarnings("JdkObsolete") // as the engine has them
final class ClientPeer extends AbstractTlsClient implements TlsAuthentication {
    private static final int LONGEST_CHAIN = 64 * 1024;

    private final TlsToServerFilter filter;
    private final TlsToServerFilter.Papers papers;
    private final String name;

    ClientPeer(TlsToServerFilter filter, TlsToServerFilter.Papers papers, String name) {
        super(Engine.crypto());
        this.filter = filter;
        this.papers = papers;
        this.name = name;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return filter.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return filter.suites();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the engine has it
    protected Vector<Integer> getSupportedGroups(@Nullable Vector roles) {
        Vector<Integer> groups = new Vector<>();
        for (int group : filter.groups()) {
            groups.add(group);
        }
        return groups;
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return Terms.peerSchemes();
    }

    @Override
    protected @Nullable Vector<ProtocolName> getProtocolNames() {
        return Terms.protocols(filter.settings().alpn());
    }

    /** An answer of an OCSP server is not asked for, because it would not be looked at. */
    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        if (!filter.settings().sni() || nib.api.Ip.isNumeric(name)) {
            return null; // an address is no server name (RFC 6066, section 3)
        }
        Vector<ServerName> names = new Vector<>();
        HostName.of(name)
                .ifPresent(host -> names.add(
                        new ServerName(NameType.host_name, host.getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        return names.isEmpty() ? null : names;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return LONGEST_CHAIN;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return this;
    }

    @Override
    public void notifyServerCertificate(@Nullable TlsServerCertificate server) throws IOException {
        Trust trust = papers.trust();
        if (trust == null) {
            return;
        }
        if (server == null
                || server.getCertificate() == null
                || server.getCertificate().isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the server has no certificate");
        }
        List<X509Certificate> chain = Trust.chain(server.getCertificate());
        try {
            trust.check(chain, Trust.Purpose.SERVER);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the server's certificate does not hold", e);
        }
        if (!Names.isFor(chain.getFirst(), name)) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the server's certificate is for another name");
        }
    }

    @Override
    public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        Identity own = papers.own();
        if (own == null) {
            return null;
        }
        SignatureAndHashAlgorithm scheme =
                own.scheme(request.getSupportedSignatureAlgorithms(), TlsUtils.isTLSv13(context));
        return scheme == null ? null : own.signer(context, scheme, false);
    }
}
