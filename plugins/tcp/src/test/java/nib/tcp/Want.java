package nib.tcp;

import static nib.tcp.Ends.TCP;
import static nib.tcp.Ends.at;
import static nib.tcp.Ends.terms;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Transport.ConnectTerms;
import nib.spi.Transport.ListenTerms;
import nib.spi.Transport.Listening;
import nib.spi.Transport.Options;
import nib.spi.Wire;

/** What is tried in a process of its own, on a machine that lacks something. Prints one line for each attempt. */
final class Want {
    private static final List<Closeable> HELD = new ArrayList<>();

    private Want() {}

    /** Does what its first argument says. */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "descriptors" -> descriptors();
            case "ports" -> ports();
            case "routes" -> routes();
            case "privilege" -> listen(at("127.0.0.1", 80));
            case "ipv6" -> {
                listen(at("::", 0));
                connect(terms("::1", 9));
                listen(at("0.0.0.0", 0));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void descriptors() throws IOException {
        Listening listening = TCP.listen(new ListenTerms(at("127.0.0.1", 0), 10));
        int port = ((Address.Inet) listening.local()).port();
        Wire first = TCP.connect(terms("127.0.0.1", port));
        listening.accept(Options.USUAL).close();
        listen(listening.local()); // fails, so that every class is loaded while there are descriptors
        Wire client = TCP.connect(terms("127.0.0.1", port));
        exhaust();
        for (int i = 0; i < 3; i++) {
            say(() -> listening.accept(Options.USUAL).toString());
        }
        connect(terms("127.0.0.1", port));
        listen(at("127.0.0.1", 0));
        for (Closeable one : HELD) {
            one.close();
        }
        first.close();
        say(() -> {
            try (Wire wire = listening.accept(Options.USUAL)) {
                wire.write(ByteBuffer.wrap(new byte[1]));
                return "accepted " + client.read(ByteBuffer.allocate(1));
            }
        });
    }

    private static void exhaust() {
        try {
            while (true) {
                HELD.add(SocketChannel.open());
            }
        } catch (IOException e) {
            // there are no more
        }
    }

    private static void ports() throws IOException {
        Listening listening = TCP.listen(new ListenTerms(at("127.0.0.1", 500), 10));
        for (int i = 0; i < 5; i++) {
            connect(terms("127.0.0.1", 500));
        }
        for (int i = 0; i < 5; i++) {
            connect(new ConnectTerms(
                    listening.local(), TimeUnit.SECONDS.toNanos(5), at("127.0.0.2", 0), Options.USUAL));
        }
    }

    private static void routes() {
        connect(terms("203.0.113.1", 80));
        connect(terms("2001:db8::1", 80));
        connect(terms("10.1.0.1", 80));
        connect(terms("10.2.0.1", 80));
        connect(terms("10.3.0.1", 80));
        connect(terms("255.255.255.255", 80));
    }

    private static void connect(ConnectTerms terms) {
        say(() -> {
            Wire wire = TCP.connect(terms);
            HELD.add(wire);
            return "connected";
        });
    }

    private static void listen(Address address) {
        say(() -> {
            TCP.listen(new ListenTerms(address, 10)).close();
            return "listened";
        });
    }

    private interface Attempt {
        String make() throws IOException;
    }

    private static void say(Attempt attempt) {
        try {
            System.out.println(attempt.make());
        } catch (LocalFailure e) {
            System.out.println((e.exhausted() ? "exhausted: " : "ours: ") + e.getMessage());
        } catch (IOException e) {
            System.out.println("theirs: " + e.getMessage());
        }
    }
}
