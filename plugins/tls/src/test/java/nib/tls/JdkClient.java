package nib.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import nib.spi.Wire;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS as a client: another implementation than ours. Remembers sessions as the JDK does. */
final class JdkClient {
    private final SSLContext context;

    JdkClient(X509Certificate trusted, Authority.@Nullable Issued own) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            context = SSLContext.getInstance("TLS");
            context.init(own == null ? new KeyManager[0] : keys(own), trust.getTrustManagers(), null);
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyManager[] keys(Authority.Issued own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key(), new char[0], new Certificate[] {own.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("NewSunX509");
        keys.init(store, new char[0]);
        return keys.getKeyManagers();
    }

    /**
     * How to call.
     *
     * @param name what is asked for; null for nothing
     * @param version TLSv1.2 or TLSv1.3
     * @param record the most bytes of the ClientHello in one record; 0 for all in one
     * @param segment the most bytes in one write; 0 for all
     */
    record Call(@Nullable String name, String version, int record, int segment, List<String> protocols) {
        static Call to(String name) {
            return new Call(name, "TLSv1.3", 0, 0, List.of());
        }

        static Call to(String name, String version) {
            return new Call(name, version, 0, 0, List.of());
        }
    }

    private SSLEngine engine(Call call) throws IOException {
        SSLEngine engine = context.createSSLEngine(call.name() == null ? "nobody" : call.name(), 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {call.version()});
        parameters.setServerNames(call.name() == null ? List.of() : List.of(new SNIHostName(call.name())));
        parameters.setApplicationProtocols(call.protocols().toArray(String[]::new));
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        return engine;
    }

    /** The first that it says: a ClientHello, perhaps with a session or a ticket that it has. */
    byte[] first(Call call) throws IOException {
        ByteBuffer hello = wrap(engine(call), ByteBuffer.allocate(0));
        byte[] bytes = new byte[hello.remaining()];
        hello.get(bytes);
        return bytes;
    }

    /** Shakes hands over the wire, says four bytes, and hears them again. */
    SSLSession hello(Wire wire, Call call) throws IOException {
        SSLEngine engine = engine(call);
        ByteBuffer in = ByteBuffer.allocate(64 << 10).limit(0);
        ByteBuffer words = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        ByteBuffer heard = ByteBuffer.allocate(64 << 10);
        boolean first = true;
        while (heard.position() < 4) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                        task.run();
                    }
                }
                case NEED_WRAP -> {
                    send(
                            wire,
                            first
                                    ? cut(wrap(engine, words.duplicate().limit(0)), call.record())
                                    : wrap(engine, words.duplicate().limit(0)),
                            call.segment());
                    first = false;
                }
                case NEED_UNWRAP -> unwrap(engine, wire, in, heard);
                default -> {
                    if (words.hasRemaining()) {
                        send(wire, wrap(engine, words), call.segment());
                    } else {
                        unwrap(engine, wire, in, heard);
                    }
                }
            }
        }
        if (!heard.flip().equals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))) {
            throw new AssertionError("heard something else");
        }
        SSLSession session = engine.getSession();
        engine.closeOutbound();
        send(wire, wrap(engine, ByteBuffer.allocate(0)), 0);
        wire.finish();
        return session;
    }

    private static ByteBuffer wrap(SSLEngine engine, ByteBuffer words) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(64 << 10);
        engine.wrap(words, out);
        return out.flip();
    }

    private static void unwrap(SSLEngine engine, Wire wire, ByteBuffer in, ByteBuffer heard) throws IOException {
        SSLEngineResult result = engine.unwrap(in, heard);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW
                || (result.bytesConsumed() == 0
                        && result.getStatus() == SSLEngineResult.Status.OK
                        && !in.hasRemaining())) {
            in.compact();
            int read = wire.read(in);
            in.flip();
            if (read < 0) {
                throw new IOException("cut off");
            }
        } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new IOException("closed");
        }
    }

    /** One record cut into many. */
    private static ByteBuffer cut(ByteBuffer record, int most) {
        if (most == 0) {
            return record;
        }
        SplittableRandom cuts = new SplittableRandom(most);
        ByteBuffer out = ByteBuffer.allocate(record.remaining() * 7 + 100);
        byte[] body = new byte[record.remaining() - 5];
        record.get(5, body);
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + cuts.nextInt(most));
            out.put((byte) 22)
                    .put((byte) 3)
                    .put((byte) 1)
                    .putShort((short) length)
                    .put(body, at, length);
            at += length;
        }
        return out.flip();
    }

    private static void send(Wire wire, ByteBuffer bytes, int most) throws IOException {
        while (bytes.hasRemaining()) {
            int length = most == 0 ? bytes.remaining() : Math.min(most, bytes.remaining());
            wire.write(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
    }
}
