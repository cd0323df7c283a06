package nib.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nib.api.Address;
import nib.spi.Transport;

/** The transports of a plan, by word. */
final class Transports {
    private final Map<String, Transport> byWord;

    Transports(Map<String, Transport> byWord) {
        this.byWord = new TreeMap<>(byWord);
    }

    Collection<String> words() {
        return byWord.keySet();
    }

    Optional<Transport> find(String word) {
        return Optional.ofNullable(byWord.get(word));
    }

    /** The words of those that could use that address. */
    List<String> reaching(Address address) {
        List<String> able = new ArrayList<>();
        byWord.forEach((word, transport) -> {
            if (transport.reaches(address)) {
                able.add(word);
            }
        });
        return able;
    }

    /** Whether one that the endpoint names can use its address, or any where it names none. */
    boolean reach(Endpoint endpoint) {
        List<String> able = reaching(endpoint.address());
        return endpoint.transport().map(able::contains).orElse(!able.isEmpty());
    }

    /** The one that the endpoint names, or else the only one that can; the planner has seen to it that there is one. */
    Transport of(Endpoint endpoint) {
        if (endpoint.transport().isPresent()) {
            return known(byWord.get(endpoint.transport().get()), endpoint);
        }
        for (Transport transport : byWord.values()) {
            if (transport.reaches(endpoint.address())) {
                return transport;
            }
        }
        return known(null, endpoint);
    }

    private static Transport known(@org.jspecify.annotations.Nullable Transport found, Endpoint endpoint) {
        if (found == null) {
            throw new IllegalStateException("the plan let by an address without a transport: " + endpoint);
        }
        return found;
    }
}
