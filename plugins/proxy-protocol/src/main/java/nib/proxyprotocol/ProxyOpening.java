package nib.proxyprotocol;

import java.nio.ByteBuffer;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.proxyprotocol.ProxyOpeningSettings.Accepted;
import nib.spi.Opening;

/**
 * Reads the header that a trusted sender must begin with. Nothing is guessed: whoever is not trusted, and whatever is
 * no header, ends the connection.
 */
final class ProxyOpening implements Opening {
    private final ProxyOpeningSettings settings;

    ProxyOpening(ProxyOpeningSettings settings) {
        this.settings = settings;
    }

    @Override
    public int most() {
        return HeaderV2.MOST;
    }

    @Override
    public Answer read(ByteBuffer first, boolean whole, Client client) {
        if (!isTrusted(client)) {
            return new Bad("proxy-protocol: the sender is not trusted");
        }
        Answer answer = header(first.slice(), client);
        return whole && answer instanceof More ? new Bad("proxy-protocol: the header is cut off") : answer;
    }

    /** The first byte tells the versions apart. */
    private Answer header(ByteBuffer first, Client client) {
        if (!first.hasRemaining()) {
            return new More(1);
        }
        byte begin = first.get(0);
        if (begin == HeaderV2.BEGIN && settings.version() != Accepted.V1) {
            return HeaderV2.read(first, client);
        }
        if (begin == HeaderV1.BEGIN && settings.version() != Accepted.V2) {
            return HeaderV1.read(first, client);
        }
        return new Bad("proxy-protocol: no header");
    }

    @Override
    public Answer silence(ByteBuffer first, Client client) {
        return new Bad("proxy-protocol: no header in time");
    }

    private boolean isTrusted(Client client) {
        Ip ip = client.ip();
        if (ip == null) {
            return settings.trustUnix();
        }
        for (Prefix block : settings.trusted()) {
            if (block.contains(ip)) {
                return true;
            }
        }
        return false;
    }
}
