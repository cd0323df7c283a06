package nib.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import nib.api.Address;
import nib.api.Ip;
import nib.datagram.Session;
import nib.datagram.Table;

/** One channel that clients write to. */
final class Door implements Loop.Ready {
    /** Datagrams that are received before others have their turn. */
    private static final int TURN = 64;

    private final Loop loop;
    private final Table<Origin> table;
    private final DatagramChannel channel;
    private final Address.Inet local;

    Door(Loop loop, Table<Origin> table, DatagramChannel channel) throws IOException {
        this.loop = loop;
        this.table = table;
        this.channel = channel;
        this.local = Address.Inet.of((InetSocketAddress) channel.getLocalAddress());
    }

    @Override
    public void ready() {
        ByteBuffer buffer = loop.buffer;
        for (int i = 0; i < TURN && channel.isOpen(); i++) {
            try {
                buffer.clear();
                if (!(channel.receive(buffer) instanceof InetSocketAddress client)) {
                    return;
                }
                buffer.flip();
                take(client, buffer);
            } catch (IOException e) {
                // what the system says here is about a datagram that we sent to some client, which is lost
            }
        }
    }

    private void take(InetSocketAddress client, ByteBuffer datagram) {
        Ip ip = Ip.of(client.getAddress());
        Ip ours = local.ip();
        Session<Origin> session = table.find(ip.high(), ip.low(), client.getPort(), ours.high(), ours.low());
        if (session == null) {
            Address.Inet from = new Address.Inet(ip, client.getPort());
            if (table.isSingle()) {
                table.route(from, local, datagram);
                return;
            }
            session = table.begin(from, local, new Origin(channel, client), datagram);
        }
        if (session != null) {
            table.request(session, datagram);
        }
    }
}
