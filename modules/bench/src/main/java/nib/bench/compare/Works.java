package nib.bench.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Everything there is to do. */
final class Works {
    /** A second: more than one thread of dnsperf can make on a small machine, which then comes to what it can. */
    private static final int DATAGRAM_RATE = 30_000;

    private Works() {}

    static List<Work> all(Stage stage, int rate) throws IOException {
        Path script = stage.write("report.lua", resource("report.lua"));
        Path queries = stage.write("queries", Query.LINE);
        return List.of(
                small(script, 1),
                small(script, 64),
                small(script, 512),
                streams(
                        "large",
                        "bodies of 10 MB over 4 connections (wrk, closed loop)",
                        Unit.GIGABYTE,
                        new Wrk(script, Carries.STREAMS, "/large", 4, true, WebServer.LARGE / 1e9)),
                streams(
                        "new",
                        "a connection for each small request, 64 at a time (wrk, closed loop)",
                        Unit.CONNECTION,
                        new Wrk(script, Carries.STREAMS, "/small", 64, false, 1)),
                streams(
                        "rate",
                        "%,d small requests a second over 16 connections (open loop)".formatted(rate),
                        Unit.REQUEST,
                        new FixedRate(rate)),
                new IdleMemory("memory", Carries.STREAMS, 1000, 8000),
                new StartTime(),
                tls(
                        "tls-full",
                        "a full handshake for each small request, 16 at a time (wrk, closed loop)",
                        Unit.CONNECTION,
                        new Wrk(script, Carries.TLS, "/small", 16, false, 1)),
                tls(
                        "tls-resumed",
                        "a resumed session for each small request, one at a time (s_time, closed loop)",
                        Unit.CONNECTION,
                        new Stime("/small")),
                tls(
                        "tls-large",
                        "bodies of 10 MB over 4 connections in TLS (wrk, closed loop)",
                        Unit.GIGABYTE,
                        new Wrk(script, Carries.TLS, "/large", 4, true, WebServer.LARGE / 1e9)),
                new IdleMemory("tls-memory", Carries.TLS, 500, 2000),
                datagrams(
                        "udp-dns",
                        "DNS queries from 32 sockets, 128 outstanding (dnsperf, closed loop)",
                        new Dnsperf(queries, 0)),
                datagrams(
                        "udp-rate",
                        "%,d DNS queries a second from 32 sockets (dnsperf, open loop)".formatted(DATAGRAM_RATE),
                        new Dnsperf(queries, DATAGRAM_RATE)),
                datagrams(
                        "udp-raw",
                        "the same queries from 32 sockets that stay (own generator, closed loop)",
                        new Datagrams(32, 4, false)),
                datagrams(
                        "udp-new",
                        "a socket for each query, 128 at a time (own generator, closed loop)",
                        new Datagrams(128, 1, true)));
    }

    private static Work small(Path script, int connections) {
        return streams(
                "small-" + connections,
                "small requests over %d connection%s that stay (wrk, closed loop)"
                        .formatted(connections, connections == 1 ? "" : "s"),
                Unit.REQUEST,
                new Wrk(script, Carries.STREAMS, "/small", connections, true, 1));
    }

    private static Work streams(String name, String about, Unit unit, Generator generator) {
        return new LoadWork(name, about, Carries.STREAMS, unit, generator);
    }

    private static Work tls(String name, String about, Unit unit, Generator generator) {
        return new LoadWork(name, about, Carries.TLS, unit, generator);
    }

    private static Work datagrams(String name, String about, Generator generator) {
        return new LoadWork(name, about, Carries.DATAGRAMS, Unit.QUERY, generator);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Works.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
