package nib.sni;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nib.api.Client;
import nib.api.Fact;
import nib.api.Printable;
import nib.sni.SniSettings.Verb;
import nib.sni.SniSettings.Way;
import nib.spi.Opening;
import org.jspecify.annotations.Nullable;

/** Chooses by the ClientHello; consumes nothing. */
final class SniOpening implements Opening {
    /** As much as a log line takes of what a client offers. */
    private static final int SHOWN = 200;

    private final SniSettings settings;
    private final Map<String, String> names;

    /**
     * An opening.
     *
     * @param names pools by name, each name as {@link HostName} writes it; wild ones begin with {@code *.}
     */
    SniOpening(SniSettings settings, Map<String, String> names) {
        this.settings = settings;
        this.names = Map.copyOf(names);
    }

    @Override
    public int most() {
        return ClientHello.MOST;
    }

    @Override
    public Answer read(ByteBuffer first, boolean whole, Client client) {
        if (!first.hasRemaining()) {
            return whole ? new Bad("sni: the client said nothing") : new More(1);
        }
        if (first.get(first.position()) != ClientHello.HANDSHAKE) {
            return go(settings.plain(), client, "sni: no TLS");
        }
        return switch (ClientHello.read(first)) {
            case ClientHello hello -> route(hello, client);
            case Reading.Partial part -> whole ? new Bad("sni: the ClientHello is cut off") : new More(part.bytes());
            case Reading.Malformed wrong -> new Bad("sni: " + wrong.why());
        };
    }

    @Override
    public Answer foresee(Client client) {
        String name = client.fact(Fact.SERVER_NAME);
        String asked = name == null ? null : HostName.of(name).orElse(null);
        String pool = pool(new ClientHello(asked, List.of()));
        return pool == null ? unlisted(client) : new Done(0, client, pool);
    }

    private Answer unlisted(Client client) {
        return go(settings.otherwise(), client, "sni: the name is not listed");
    }

    private Answer route(ClientHello hello, Client client) {
        if (hello.name() != null) {
            client.learn(Fact.SERVER_NAME, hello.name());
        }
        if (!hello.protocols().isEmpty()) {
            String offered = hello.protocols().stream()
                    .map(protocol -> Printable.of(protocol, SHOWN))
                    .collect(Collectors.joining(","));
            client.learn(Fact.ALPN_OFFERED, offered.substring(0, Math.min(offered.length(), SHOWN)));
        }
        String pool = pool(hello);
        return pool == null ? unlisted(client) : new Done(0, client, pool);
    }

    private @Nullable String pool(ClientHello hello) {
        for (String protocol : hello.protocols()) {
            String pool = settings.alpn().get(protocol);
            if (pool != null) {
                return pool;
            }
        }
        String name = hello.name();
        if (name == null) {
            return null;
        }
        String exact = names.get(name);
        int dot = name.indexOf('.');
        return exact != null || dot < 0 ? exact : names.get("*" + name.substring(dot));
    }

    /** Only who has said nothing is silent: half a ClientHello is none. */
    @Override
    public Answer silence(ByteBuffer first, Client client) {
        return first.hasRemaining()
                ? new Bad("sni: no whole ClientHello in time")
                : go(settings.silent(), client, "sni: no ClientHello in time");
    }

    private static Answer go(Way way, Client client, String reason) {
        return way.verb().orElse(null) == Verb.REFUSE
                ? new Bad(reason)
                : new Done(0, client, way.pool().orElse(null));
    }

    @Override
    public long patience() {
        return settings.silent().verb().orElse(null) == Verb.REFUSE
                ? Long.MAX_VALUE
                : settings.patience().toNanos();
    }

    @Override
    public Set<String> pools() {
        Set<String> pools = new LinkedHashSet<>(settings.names().values());
        pools.addAll(settings.alpn().values());
        settings.otherwise().pool().ifPresent(pools::add);
        settings.plain().pool().ifPresent(pools::add);
        settings.silent().pool().ifPresent(pools::add);
        return Set.copyOf(pools);
    }
}
