package nib.bench.compare;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/** One exchange that shows whether somebody answers on a port. */
enum Greeting {
    STREAM {
        @Override
        void exchange(InetSocketAddress address) throws IOException {
            visit(address, Carries.STREAMS);
        }
    },
    TLS {
        @Override
        void exchange(InetSocketAddress address) throws IOException {
            visit(address, Carries.TLS);
        }
    },
    DATAGRAM {
        @Override
        void exchange(InetSocketAddress address) throws IOException {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(address);
                socket.setSoTimeout(200);
                byte[] query = Query.bytes();
                socket.send(new DatagramPacket(query, query.length));
                DatagramPacket answer = new DatagramPacket(new byte[512], 512);
                socket.receive(answer);
                if (!Query.isAnswer(answer.getData())) { // our own port was that one, and we have heard ourselves
                    throw new IOException("not an answer");
                }
            }
        }
    };

    private static final long PAUSE = 500_000;

    private static void visit(InetSocketAddress address, Carries carries) throws IOException {
        try (Visitor visitor = new Visitor(address.getPort(), carries)) {
            visitor.get();
        }
    }

    abstract void exchange(InetSocketAddress address) throws IOException;

    /** Tries once; after a failure it lets a moment pass, so that a caller may ask in a loop. */
    boolean answered(int port) {
        try {
            exchange(Link.address(port));
            return true;
        } catch (IOException e) {
            LockSupport.parkNanos(PAUSE);
            return false;
        }
    }

    static Greeting of(Carries carries) {
        return switch (carries) {
            case STREAMS -> STREAM;
            case TLS -> TLS;
            case DATAGRAMS -> DATAGRAM;
        };
    }
}
