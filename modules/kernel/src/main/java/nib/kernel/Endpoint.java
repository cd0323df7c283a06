package nib.kernel;

import java.util.Optional;
import nib.api.Address;

/**
 * Where to listen or to connect: {@code tcp://0.0.0.0:80}, {@code unix:///run/app.sock}, or without a transport {@code
 * 10.0.0.1:80}.
 *
 * @param transport the word before {@code ://}, which names a plugin
 */
public record Endpoint(Optional<String> transport, Address address) {
    private static final String MARK = "://";

    /**
     * Reads an endpoint.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static Endpoint parse(String text) {
        int mark = text.indexOf(MARK);
        return mark < 0
                ? new Endpoint(Optional.empty(), Address.parse(text))
                : new Endpoint(
                        Optional.of(text.substring(0, mark)), Address.parse(text.substring(mark + MARK.length())));
    }

    /** The same endpoint on another address. */
    Endpoint at(Address other) {
        return new Endpoint(transport, other);
    }

    @Override
    public String toString() {
        String place = address instanceof Address.Unix unix ? unix.path() : address.toString();
        return transport.map(word -> word + MARK + place).orElse(place);
    }
}
