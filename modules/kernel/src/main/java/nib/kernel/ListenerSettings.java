package nib.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nib.api.Verdict;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Filter;
import nib.spi.Forwarder;
import nib.spi.Guard;
import nib.spi.Opening;
import nib.spi.Range;
import nib.spi.Transport;

/** One listener: an address, who may come in, and the pool they are sent to. */
@About("Where clients come in.")
public record ListenerSettings(
        @About("The address to listen on, with its transport: tcp://0.0.0.0:80, tcp://[::]:80.")
        Endpoint bind,

        @About("The pool that clients are sent to.") String pool,

        @About("What the first bytes of a client say, in this order: before any guard is asked.") @Default("[]")
        List<Opening> openings,

        @About("Who may come in: asked in this order.") @Default("[]")
        List<Guard> guards,

        @About("What reads or changes the stream: the first one is nearest to the client.") @Default("[]")
        List<Filter> filters,

        @About("The most connections at once on this listener; further clients wait in the backlog. 0 for no limit.")
        @Default("0")
        @Range(min = "0", max = "10000000")
        int max,

        @About("The most connections at once from one client.") @Default("{}")
        PerClient perClient,

        @About("How many bytes a second connections may move, each alone and those of one client together.")
        @Default("{}")
        Bandwidth bandwidth,

        @About("The rank of its clients in the queue of a pool: a lower number goes first.")
        @Default("0")
        @Range(min = "0", max = "65535")
        int priority,

        @About("How long a connection may be silent both ways.") @Default("350s") @Range(min = "1ms", max = "30d")
        Duration idle,

        @About("How long a connection may be silent after one side has closed.")
        @Default("60s")
        @Range(min = "1ms", max = "30d")
        Duration halfClosed,

        @About(
                "Whose end ends both sides as soon as all that was read is passed on: instead of a half-closed connection.")
        @Default("none")
        Forwarder.FastClose fastClose,

        @About("How long openings and filters may take until the client has said what they need, in total.")
        @Default("10s")
        @Range(min = "1ms", max = "1h")
        Duration handshake,

        @About("How long a client is held that a guard sends to the tarpit.")
        @Default("60s")
        @Range(min = "1s", max = "1h")
        Duration tarpit,

        @About("The most clients that are held so at once; further ones are cut.")
        @Default("1000")
        @Range(min = "0", max = "10000000")
        int tarpitMax,

        @About("Clients that may wait for an accept.") @Default("1024") @Range(min = "1", max = "65535")
        int backlog,

        @About("The file of a Unix socket.") @Default("{}") SocketFile file,

        @About("Send small pieces at once (TCP_NODELAY), to clients and servers.") @Default("true")
        boolean nodelay,

        @About("Ask silent peers whether they live (SO_KEEPALIVE), clients and servers.") @Default("false")
        boolean keepalive,

        @About("Who moves the bytes: auto for the fastest that can, threads, or the word of an engine.")
        @Default("auto")
        String engine,

        @About("How datagrams are treated, where the transport has some.") @Default("{}")
        Datagrams datagrams) {

    /** The file of a Unix socket. */
    @About("The file of a Unix socket: whoever may write it may connect.")
    public record SocketFile(
            @About("Its permissions as in chmod: 660. Without it as the umask says.")
            Optional<FileMode> mode,

            @About("Its owner: name or number of a user. Without it Nib's own.")
            Optional<String> owner,

            @About("Its group: name or number. Without it Nib's own.")
            Optional<String> group) {
        Transport.SocketFile terms() {
            return new Transport.SocketFile(
                    mode.map(FileMode::bits).orElse(-1), owner.orElse(null), group.orElse(null));
        }
    }

    /** How datagrams are treated. */
    @About("How datagrams are treated, where the transport has some.")
    public record Datagrams(
            @About("What is balanced: a session, which is a client's address and port, or each datagram by itself.")
            @Default("session")
            Mode mode,

            @About("How long a session may be silent both ways.") @Default("30s") @Range(min = "1ms", max = "30d")
            Duration idle,

            @About("Datagrams from the client that make a session; with the next one begins another. 0 for any number.")
            @Default("0")
            @Range(min = "0", max = "1000000")
            int requests,

            @About(
                    "Datagrams from the server, for each of the client, after which a session is over; 0 for any number.")
            @Default("0")
            @Range(min = "0", max = "1000000")
            int responses) {}

    /** What is balanced. */
    public enum Mode {
        /** A client's address and port. */
        SESSION,
        /** Every datagram by itself; nothing is answered. */
        DATAGRAM
    }

    /** A limit for each client. */
    @About("The most connections at once from one client.")
    public record PerClient(
            @About("Connections at once; 0 for no limit.") @Default("0") @Range(min = "0", max = "10000000")
            int max,

            @About("IPv4 addresses with these first bits in common are one client.")
            @Default("32")
            @Range(min = "0", max = "32")
            int ipv4Prefix,

            @About("IPv6 addresses with these first bits in common are one client.")
            @Default("64")
            @Range(min = "0", max = "128")
            int ipv6Prefix,

            @About("What becomes of further ones: deny, reset, drop or tarpit.") @Default("deny")
            Verdict.How over,

            @About("Where further ones wait first, for each client; without it they wait nowhere.")
            Optional<QueueSettings> queue) {}

    /** How quick connections may be. */
    @About("How many bytes a second connections may move.")
    public record Bandwidth(
            @About("Each connection alone.") @Default("{}") Speed connection,

            @About("All connections of one client together.") @Default("{}")
            Speed client,

            @About("IPv4 addresses with these first bits in common are one client.")
            @Default("32")
            @Range(min = "0", max = "32")
            int ipv4Prefix,

            @About("IPv6 addresses with these first bits in common are one client.")
            @Default("64")
            @Range(min = "0", max = "128")
            int ipv6Prefix) {
        boolean isAny() {
            return connection.isAny() && client.isAny();
        }
    }
}
