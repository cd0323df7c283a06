package nib.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nib.api.Address;
import nib.api.Ip;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Filter;
import nib.spi.Guard;
import nib.spi.Policy;
import nib.spi.Preamble;
import nib.spi.Probe;
import nib.spi.Range;
import org.jspecify.annotations.Nullable;

/** One pool: servers that can stand in for each other, and how one is chosen. */
@About("Servers that can stand in for each other.")
public record PoolSettings(
        @About("The servers, in the order that failover follows.")
        List<ServerSettings> servers,

        @About("How a server is chosen for a client that has none yet.")
        Policy policy,

        @About("Send clients that come back to the server they had; without it every connection is chosen anew.")
        Optional<Sticky> sticky,

        @About("How servers are asked whether they are well; without it only failed connects count.")
        Optional<Probe> probe,

        @About("The server of last resort, when no other can take the client.")
        Optional<ServerSettings> emergency,

        @About("Who may come to this pool, asked after the guards of the listener.") @Default("[]")
        List<Guard> guards,

        @About("What stands in the stream to the server.") @Default("[]")
        List<Filter> filters,

        @About("What each server is sent before the client's bytes.")
        Optional<Preamble> preamble,

        @About("How long a server is left alone after a connect to it failed.")
        @Default("30s")
        @Range(min = "0s", max = "1d")
        Duration blacklist,

        @About("How long a server may take to answer a connect.") @Default("5s") @Range(min = "1ms", max = "1h")
        Duration connect,

        @About("Servers to try for one client; 0 tries each once, 1 never fails over.")
        @Default("0")
        @Range(min = "0", max = "65535")
        int attempts,

        @About("The most connections at once to all servers together; 0 for no limit.")
        @Default("0")
        @Range(min = "0", max = "10000000")
        int max,

        @About("Where clients wait while all servers are full; without it they are closed.")
        Optional<QueueSettings> queue,

        @About("How many bytes a second all connections to its servers may move together.") @Default("{}")
        Speed bandwidth,

        @About("How often host names are looked up again.") @Default("30s") @Range(min = "1s", max = "1d")
        Duration resolve,

        @About("Our own address to connect from; without it the system chooses.")
        Optional<Ip> source,

        @About(
                "Connect from the client's own address, so that servers see it; the network must bring answers back here.")
        @Default("false")
        boolean transparent,

        @About("With transparent: from the client's own port too.") @Default("false")
        boolean transparentPort) {

    /** The address to connect from, with any port; null for the system's choice. */
    @Nullable Address from() {
        return source.map(ip -> new Address.Inet(ip, 0)).orElse(null);
    }

    /** A client's own address as the one to connect from; null if it has none. */
    @Nullable Address disguise(Address client) {
        return client instanceof Address.Inet inet
                ? new Address.Inet(inet.ip(), transparentPort ? inet.port() : 0)
                : null;
    }

    /** The same with every server, and the emergency server, changed. */
    public PoolSettings withServers(UnaryOperator<ServerSettings> change) {
        return new PoolSettings(
                servers.stream().map(change).toList(),
                policy,
                sticky,
                probe,
                emergency.map(change),
                guards,
                filters,
                preamble,
                blacklist,
                connect,
                attempts,
                max,
                queue,
                bandwidth,
                resolve,
                source,
                transparent,
                transparentPort);
    }

    /** How clients are remembered. */
    @About("How clients are remembered.")
    public record Sticky(
            @About("Clients to remember; when there are more, those not seen for longest are forgotten.")
            @Default("100000")
            @Range(min = "1", max = "10000000")
            int clients,

            @About("How long a client is remembered after it was last seen; 0 for ever.")
            @Default("0s")
            @Range(min = "0s", max = "365d")
            Duration time,

            @About("IPv4 addresses with these first bits in common are one client.")
            @Default("32")
            @Range(min = "1", max = "32")
            int ipv4Prefix,

            @About("IPv6 addresses with these first bits in common are one client.")
            @Default("64")
            @Range(min = "1", max = "128")
            int ipv6Prefix) {}
}
