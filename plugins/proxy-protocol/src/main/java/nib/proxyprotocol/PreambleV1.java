package nib.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Preamble;
import org.jspecify.annotations.Nullable;

/** Writes one line (section 2.1). What is no TCP over one family of IP is {@code UNKNOWN}. */
final class PreambleV1 implements Preamble {
    @Override
    public int most() {
        return HeaderV1.MOST;
    }

    @Override
    public void write(@Nullable Client client, Server server, ByteBuffer into) {
        into.put(line(client).getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(@Nullable Client client) {
        if (client != null
                && client.address() instanceof Address.Inet source
                && client.local() instanceof Address.Inet destination
                && source.ip().isIpv4() == destination.ip().isIpv4()) {
            return "PROXY " + (source.ip().isIpv4() ? "TCP4 " : "TCP6 ") + source.ip() + " " + destination.ip() + " "
                    + source.port() + " " + destination.port() + "\r\n";
        }
        return "PROXY UNKNOWN\r\n";
    }
}
