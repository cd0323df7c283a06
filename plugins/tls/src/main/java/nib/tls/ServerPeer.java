package nib.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import nib.api.Client;
import nib.api.Fact;
import nib.tls.TlsSettings.Wish;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.ClientHello;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.PskIdentity;
import org.bouncycastle.tls.PskKeyExchangeMode;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsSession;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Our side of one handshake with a client: the engine asks, and this answers from the keyring. The name is looked at
 * before anything else is decided. One thread.
 */
@SuppressWarnings("JdkObsolete") // as the engine has them
final class ServerPeer extends AbstractTlsServer {
    private static final int LONGEST_HELLO = 16 * 1024;
    private static final int LONGEST_CHAIN = 64 * 1024;
    private static final int MOST_TICKETS = 8;

    private final Terms terms;
    private final Keyring keyring;
    private @Nullable String name;
    private List<Identity> shown = List.of();
    private @Nullable Identity chosen;
    private @Nullable X509Certificate client;
    private @Nullable Vector<?> names;
    private boolean takesTickets;
    private Resumption.@Nullable Ticket resumed;

    ServerPeer(Terms terms, Keyring keyring) {
        super(Engine.crypto());
        this.terms = terms;
        this.keyring = keyring;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return terms.versions().clone();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return terms.suites().clone();
    }

    @Override
    public int[] getSupportedGroups() {
        return terms.groups().clone();
    }

    /** The client's first that is ours, in TLS 1.2: the engine itself would take any that the client has. */
    @Override
    protected int selectECDH(int bits) {
        return groups().filter(group -> NamedGroup.getCurveBits(group) >= bits)
                .findFirst()
                .orElse(-1);
    }

    @Override
    protected int getMaximumNegotiableCurveBits() {
        return groups().map(NamedGroup::getCurveBits).max().orElse(0);
    }

    /** Those that both sides have, in the client's order; a client that lists none leaves it to us (RFC 8422, section 4). */
    private IntStream groups() {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        IntStream ours = IntStream.of(terms.groups());
        return offered == null ? ours : IntStream.of(offered).filter(group -> Arrays.contains(terms.groups(), group));
    }

    @Override
    protected boolean preferLocalCipherSuites() {
        return true;
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return name == null ? LONGEST_HELLO : LONGEST_CHAIN;
    }

    @Override
    protected @Nullable Vector<ProtocolName> getProtocolNames() {
        return terms.protocols();
    }

    /** The first message of the client, before the engine looks at it. */
    void hear(ClientHello hello) throws IOException {
        names = TlsExtensionsUtils.getServerNameExtensionClient(hello.getExtensions());
        short[] modes = TlsExtensionsUtils.getPSKKeyExchangeModesExtension(hello.getExtensions());
        takesTickets = modes != null && Arrays.contains(modes, PskKeyExchangeMode.psk_dhe_ke);
    }

    /** The name that was asked for; empty for none. Refuses one that nothing is shown for. */
    private String name() throws IOException {
        String known = name;
        if (known == null) {
            known = Hello.name(names);
            name = known;
            shown = keyring.shown(known, terms.settings());
            if (shown.isEmpty()) {
                throw new TlsFatalAlert(AlertDescription.unrecognized_name, "no certificate for the name");
            }
        }
        return known;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the engine has it
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        name();
    }

    /** Sessions with certificates of clients are not resumed: every one is checked anew. */
    private boolean isResumable() throws IOException {
        return !keyring.sessions().isOff() && wish() == Wish.OFF;
    }

    private @Nullable Resumption session(byte[] number) {
        try {
            return number.length > 0 && isResumable() ? keyring.sessions().find(number, name()) : null;
        } catch (IOException e) {
            return null; // the name is refused a little later
        }
    }

    @Override
    public @Nullable TlsSession getSessionToResume(byte[] number) {
        return session(number) instanceof Resumption.Session one ? one.session() : null;
    }

    /** The first ticket that is known, and whose suite may still be used. Its age matters for early data only. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the engine has it
    public @Nullable TlsPSKExternal getExternalPSK(Vector identities) {
        resumed = null;
        for (int i = 0; i < Math.min(identities.size(), MOST_TICKETS); i++) {
            byte[] ticket = ((PskIdentity) identities.get(i)).getIdentity();
            if (session(ticket) instanceof Resumption.Ticket one && Arrays.contains(offeredCipherSuites, one.suite())) {
                identities.set(i, new PskIdentity(ticket, 0)); // as the engine will look for it
                resumed = one;
                TlsSecret key = one.key(Engine.crypto());
                return new BasicTlsPSKExternal(ticket, key, Suite.prf(one.suite()));
            }
        }
        return null;
    }

    @Override
    public int getSelectedCipherSuite() throws IOException {
        Resumption.Ticket one = resumed;
        if (one == null) {
            return super.getSelectedCipherSuite();
        }
        selectedCipherSuite = one.suite();
        return one.suite();
    }

    /** Whether the session that begins is to have a ticket. */
    boolean gives() throws IOException {
        return takesTickets && TlsUtils.isTLSv13(context) && isResumable();
    }

    /**
     * Remembers the session that has begun, and makes a ticket for it.
     *
     * @param secret what both sides have made of the session
     */
    Ticket give(byte[] secret) throws IOException {
        Sessions sessions = keyring.sessions();
        byte[] number = context.getNonceGenerator().generateNonce(Ticket.LENGTH);
        sessions.add(number, new Resumption.Ticket(secret, selectedCipherSuite), name());
        return new Ticket(
                Duration.ofNanos(sessions.time()), context.getNonceGenerator().generateNonce(4), number);
    }

    @Override
    public byte @Nullable [] getNewSessionID() {
        try {
            return isResumable() ? context.getNonceGenerator().generateNonce(32) : null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected boolean selectCipherSuite(int suite) throws IOException {
        name();
        return identity(suite) != null && super.selectCipherSuite(suite);
    }

    private @Nullable Identity identity(int suite) {
        SecurityParameters parameters = context.getSecurityParametersHandshake();
        boolean v13 = TlsUtils.isTLSv13(context);
        short algorithm = v13 ? 0 : TlsUtils.getLegacySignatureAlgorithmServer(TlsUtils.getKeyExchangeAlgorithm(suite));
        for (Identity one : shown) {
            if ((v13 || one.isFor(algorithm)) && one.scheme(parameters.getClientSigAlgs(), v13) != null) {
                return one;
            }
        }
        return null;
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        Identity one = identity(selectedCipherSuite);
        boolean v13 = TlsUtils.isTLSv13(context);
        SignatureAndHashAlgorithm scheme = one == null
                ? null
                : one.scheme(context.getSecurityParametersHandshake().getClientSigAlgs(), v13);
        if (one == null || scheme == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate that the client understands");
        }
        chosen = one;
        return one.signer(context, scheme, certificateStatusRequest != null);
    }

    @Override
    public @Nullable CertificateStatus getCertificateStatus() {
        Identity one = chosen;
        Staple staple = one == null ? null : one.staple();
        return staple == null ? null : staple.status();
    }

    private Wish wish() throws IOException {
        return terms.wish(name());
    }

    @Override
    public @Nullable CertificateRequest getCertificateRequest() throws IOException {
        ClientCheck check = check();
        return check == null ? null : check.request(TlsUtils.isTLSv13(context));
    }

    @Override
    public void notifyClientCertificate(@Nullable Certificate shownByClient) throws IOException {
        ClientCheck check = check();
        client = check == null ? null : check.holder(shownByClient, TlsUtils.isTLSv13(context));
    }

    /** What is asked of the client; null for nothing. */
    private @Nullable ClientCheck check() throws IOException {
        if (wish() == Wish.OFF) {
            return null;
        }
        Trust trust = keyring.clients();
        if (trust == null) {
            throw new TlsFatalAlert(AlertDescription.internal_error, "there is nobody to believe");
        }
        return new ClientCheck(terms, trust, wish());
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        TlsSession latest = context.getSession();
        if (latest != null && latest.isResumable() && isResumable() && !TlsUtils.isTLSv13(context)) {
            byte[] number = latest.getSessionID();
            if (number.length > 0) {
                keyring.sessions().add(number, new Resumption.Session(latest), name());
            }
        }
    }

    /** What the finished handshake tells of the client; the pool for the name, or null. */
    @Nullable String teach(Client who) throws IOException {
        SecurityParameters parameters = context.getSecurityParametersConnection();
        who.learn(Fact.TLS_VERSION, Version.name(parameters.getNegotiatedVersion()));
        who.learn(Fact.CIPHER, Suite.name(parameters.getCipherSuite()));
        if (parameters.getApplicationProtocol() != null) {
            who.learn(Fact.ALPN, parameters.getApplicationProtocol().getUtf8Decoding());
        }
        String asked = name();
        if (!asked.isEmpty()) {
            who.learn(Fact.SERVER_NAME, asked);
        }
        X509Certificate certificate = client;
        if (certificate != null) {
            who.learn(Fact.SUBJECT, certificate.getSubjectX500Principal().getName(X500Principal.RFC2253));
            Rule.commonName(certificate).ifPresent(common -> who.learn(Fact.COMMON_NAME, common));
        }
        return asked.isEmpty() ? null : HostName.find(terms.pools(), asked);
    }
}
