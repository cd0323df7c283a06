package nib.bench.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;

/**
 * Queries from a number of sockets, each sent when one before was answered: a closed loop on one thread.
 *
 * @param sockets how many at a time
 * @param outstanding queries of a socket without an answer
 * @param fresh a new socket for each query, as resolvers do it; else the sockets stay
 */
record Datagrams(int sockets, int outstanding, boolean fresh) implements Generator {
    /** Silence after which what is out counts as lost. */
    private static final long PATIENCE = 200;

    @Override
    public Load run(int port, double seconds) throws IOException {
        try (Round round = new Round(port)) {
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            while (System.nanoTime() < end) {
                round.turn();
            }
            return new Load(round.answered, (System.nanoTime() - begin) / 1e9, round.lost, Map.of());
        }
    }

    /** One run. */
    private final class Round implements AutoCloseable {
        private final InetSocketAddress server;
        private final Selector selector = Selector.open();
        private final ByteBuffer query =
                ByteBuffer.allocateDirect(512).put(Query.bytes()).flip();
        private final ByteBuffer answer = ByteBuffer.allocateDirect(512);
        private long answered;
        private long lost;

        Round(int port) throws IOException {
            server = Link.address(port);
            for (int i = 0; i < sockets; i++) {
                open();
            }
        }

        private void open() throws IOException {
            DatagramChannel channel = DatagramChannel.open();
            channel.connect(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ask(channel, outstanding);
        }

        private void ask(DatagramChannel channel, int times) throws IOException {
            for (int i = 0; i < times; i++) {
                channel.write(query.rewind());
            }
        }

        void turn() throws IOException {
            if (selector.select(this::hear, PATIENCE) == 0) {
                for (SelectionKey key : selector.keys()) {
                    lost += outstanding;
                    ask((DatagramChannel) key.channel(), outstanding);
                }
            }
        }

        private void hear(SelectionKey key) {
            try {
                DatagramChannel channel = (DatagramChannel) key.channel();
                while (channel.isOpen() && channel.read(answer.clear()) > 0) {
                    answered++;
                    if (fresh) {
                        channel.close();
                        open();
                    } else {
                        ask(channel, 1);
                    }
                }
            } catch (PortUnreachableException e) {
                lost++;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        }
    }
}
