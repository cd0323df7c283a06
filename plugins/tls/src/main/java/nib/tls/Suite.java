package nib.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nib.spi.Complaint;
import org.bouncycastle.tls.PRFAlgorithm;

/** The cipher suites that are to be had: AEAD with ephemeral keys, by their names in the registry of IANA. */
enum Suite {
    TLS_AES_128_GCM_SHA256(0x1301),
    TLS_AES_256_GCM_SHA384(0x1302),
    TLS_CHACHA20_POLY1305_SHA256(0x1303),
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(0xc02b),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(0xc02f),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(0xc02c),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(0xc030),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(0xcca9),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(0xcca8);

    final int number;

    Suite(int number) {
        this.number = number;
    }

    /** The name of a number. */
    static String name(int number) {
        return Arrays.stream(values())
                .filter(suite -> suite.number == number)
                .map(Suite::name)
                .findFirst()
                .orElse("0x" + Integer.toHexString(number));
    }

    /** The function that makes keys of TLS 1.3, for one of its suites. */
    static int prf(int number) {
        return number == TLS_AES_256_GCM_SHA384.number
                ? PRFAlgorithm.tls13_hkdf_sha384
                : PRFAlgorithm.tls13_hkdf_sha256;
    }

    /** The numbers of those listed; all if none is. */
    static int[] numbers(List<String> names) {
        return names.isEmpty()
                ? Arrays.stream(values()).mapToInt(suite -> suite.number).toArray()
                : names.stream().mapToInt(name -> named(name).number).toArray();
    }

    private static Suite named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new Complaint("ciphers", "expected some of " + Arrays.toString(values()) + ", found " + name);
        }
    }
}
