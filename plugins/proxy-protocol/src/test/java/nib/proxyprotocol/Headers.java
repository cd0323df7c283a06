package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.proxyprotocol.ProxyOpeningSettings.Accepted;
import nib.spi.Opening;
import nib.spi.Opening.Answer;
import nib.spi.Opening.More;

/** Headers as bytes, and what an opening makes of them. */
final class Headers {
    static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private Headers() {}

    static Opening opening(Accepted version, String... trusted) {
        List<Prefix> blocks = List.of(trusted).stream().map(Prefix::parse).toList();
        return new ProxyOpeningProvider().create(new ProxyOpeningSettings(blocks, false, version));
    }

    static Opening trusting() {
        return opening(Accepted.ANY, "10.0.0.0/8");
    }

    /** The sender of headers. */
    static Client sender() {
        return new Client("web", Address.parse("10.0.0.1:5000"), Address.parse("10.0.0.2:80"));
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes in hexadecimal; blanks do not count. */
    static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    static Address.Inet inet(String ip, int port) {
        return new Address.Inet(Ip.parse(ip), port);
    }

    /** The last answer when bytes come one after the other, and are then over. */
    static Answer dripping(Opening opening, byte[] bytes, Supplier<Client> client) {
        Client same = client.get();
        Answer answer = new More(1);
        for (int i = 0; i <= bytes.length && answer instanceof More more; i++) {
            if (i >= more.bytes()) {
                answer = opening.read(ByteBuffer.wrap(bytes, 0, i), false, same);
            }
        }
        return answer instanceof More ? opening.read(ByteBuffer.wrap(bytes), true, same) : answer;
    }

    static Answer read(Opening opening, byte[] bytes, Client client) {
        return opening.read(ByteBuffer.wrap(bytes), false, client);
    }
}
