package nib.kernel;

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

    /** The words of those that could connect to that address. */
    List<String> reaching(Address address) {
        return byWord.entrySet().stream()
                .filter(one -> one.getValue().reaches(address))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The one that the endpoint names, or else the only one that can; the planner has seen to it that there is one. */
    Transport of(Endpoint endpoint) {
        String word = endpoint.transport()
                .orElseGet(() -> reaching(endpoint.address()).getFirst());
        Transport found = byWord.get(word);
        if (found == null) {
            throw new IllegalArgumentException("no transport " + word);
        }
        return found;
    }
}
