package nib.tls;

import java.security.SecureRandom;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * The cryptography of all connections: that of the JDK, whose AES and curves are compiled for the processor, and Bouncy
 * Castle's where the JDK has none. Made when it is first used, because it opens the system's source of random numbers.
 */
final class Engine {
    private static final JcaTlsCrypto SHARED = new JcaTlsCryptoProvider()
            .setAlternateProvider(new BouncyCastleProvider())
            .create(new SecureRandom());

    private Engine() {}

    static JcaTlsCrypto crypto() {
        return SHARED;
    }
}
