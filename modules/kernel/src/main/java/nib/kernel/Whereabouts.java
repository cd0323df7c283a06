package nib.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nib.api.Address;
import nib.api.Ip;

/** Where a server is: a fixed address, or a name that is looked up again and again. */
final class Whereabouts {
    /** Finds the addresses of a name; may block for long. */
    interface Resolver {
        /** All addresses, at least one. */
        InetAddress[] find(String host) throws UnknownHostException;
    }

    private final Address configured;
    private final Resolver resolver;
    private volatile List<Address> addresses;

    Whereabouts(Address configured, Resolver resolver) {
        this.configured = configured;
        this.resolver = resolver;
        this.addresses = configured instanceof Address.Name ? List.of() : List.of(configured);
    }

    boolean isName() {
        return configured instanceof Address.Name;
    }

    /** What is known now, in the order to try. */
    List<Address> addresses() {
        return addresses;
    }

    /**
     * Asks the resolver, which may block for long. What was known stays when it has no answer. The address
     * that answered last keeps its place at the head if it is still among the answers.
     */
    void lookUp() throws UnknownHostException {
        if (configured instanceof Address.Name name) {
            List<Address> found = new ArrayList<>();
            for (InetAddress one : resolver.find(name.host())) {
                found.add(new Address.Inet(Ip.of(one), name.port()));
            }
            List<Address> before = addresses;
            if (!before.isEmpty() && found.remove(before.getFirst())) {
                found.addFirst(before.getFirst());
            }
            addresses = List.copyOf(found);
        }
    }

    /** Remembers that one of several addresses answered, so that it is tried first from now on. */
    void prefer(Address good) {
        List<Address> now = addresses;
        if (now.size() > 1 && !now.getFirst().equals(good) && now.contains(good)) {
            Address[] turned = now.toArray(Address[]::new);
            int at = now.indexOf(good);
            System.arraycopy(turned, 0, turned, 1, at);
            turned[0] = good;
            addresses = List.copyOf(Arrays.asList(turned));
        }
    }
}
