package nib.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import nib.api.Address;
import nib.datagram.Line;
import nib.datagram.Refusal;
import nib.datagram.Session;
import nib.spi.Disguise;
import nib.spi.Lease.Blame;
import org.jspecify.annotations.Nullable;

/** A channel that is connected to one server. The system tells then when nobody listens there. */
final class Upstream implements Line, Loop.Ready {
    /** Datagrams that are received before others have their turn. */
    private static final int TURN = 16;

    private final Port port;
    private final @Nullable Session<Origin> session;
    private final InetSocketAddress server;
    private final DatagramChannel channel;
    private boolean loose;

    private Upstream(Port port, @Nullable Session<Origin> session, InetSocketAddress server, DatagramChannel channel) {
        this.port = port;
        this.session = session;
        this.server = server;
        this.channel = channel;
    }

    static Upstream dial(
            Port port, @Nullable Session<Origin> session, Address server, @Nullable Address source, boolean transparent)
            throws Refusal {
        if (!(server instanceof Address.Inet inet)) {
            throw new Refusal(Blame.LOCAL, "UDP does not reach " + server);
        }
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(
                    inet.ip().isIpv4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel.configureBlocking(false);
            if (transparent) {
                Disguise.installed().allow(channel);
            }
            if (source instanceof Address.Inet from) {
                channel.bind(from.toSocket());
            }
            InetSocketAddress there = inet.toSocket();
            channel.connect(there);
            Upstream made = new Upstream(port, session, there, channel);
            if (session != null) {
                port.loop().watch(channel, made);
            }
            return made;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            close(channel);
            throw new Refusal(blame(e), "cannot send to " + server + ": " + e.getMessage());
        }
    }

    /** No datagram has been sent yet: whatever it is, it is ours. The words are those of strerror(3). */
    private static Blame blame(Exception e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        boolean exhausted = text.contains("too many open files")
                || text.contains("no buffer")
                || text.contains("allocate memory")
                || text.contains("temporarily unavailable"); // no port is left
        return exhausted ? Blame.EXHAUSTED : Blame.LOCAL;
    }

    @Override
    public Sent send(ByteBuffer datagram) {
        try {
            if (!datagram.hasRemaining() && !loose) {
                loosen();
            }
            if (loose) {
                channel.send(datagram.duplicate(), server);
                return Sent.DONE;
            }
            return channel.write(datagram.duplicate()) > 0 ? Sent.DONE : Sent.LOST;
        } catch (PortUnreachableException e) {
            return Sent.REFUSED;
        } catch (IOException e) {
            return Sent.LOST;
        }
    }

    /**
     * A connected channel takes an empty datagram for nothing to do, so that it must not be connected; and to connect it
     * again would throw away what has come meanwhile. From then on nobody tells that a port is unreachable.
     */
    private void loosen() throws IOException {
        channel.disconnect();
        loose = true;
    }

    @Override
    public void ready() {
        Session<Origin> whose = session;
        ByteBuffer buffer = port.loop().buffer;
        for (int i = 0; i < TURN && whose != null && channel.isOpen(); i++) {
            try {
                buffer.clear();
                SocketAddress from = channel.receive(buffer); // a read would not tell an empty datagram from none
                if (from == null) {
                    return;
                }
                if (from.equals(server)) {
                    buffer.flip();
                    port.answer(whose, buffer);
                }
            } catch (PortUnreachableException e) {
                port.refused(whose);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable DatagramChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // closed all the same
            }
        }
    }
}
