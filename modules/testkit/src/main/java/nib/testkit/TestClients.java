package nib.testkit;

import java.util.SplittableRandom;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;

/** Clients by the number: the same number is the same client, another number another. */
public final class TestClients {
    private static final Address LOCAL = new Address.Inet(Ip.ofIpv4(0x7f000001), 80);

    private TestClients() {}

    /** A client of the listener {@code test}. */
    public static Client at(Address address) {
        return new Client("test", address, LOCAL);
    }

    /** Neighbours: 10.0.0.0 and following, each from port 40000. */
    public static Client neighbour(int number) {
        return at(new Address.Inet(Ip.ofIpv4((10 << 24) + number), 40000));
    }

    /** From anywhere: half IPv4, half IPv6, from any port. */
    public static Client anywhere(long number) {
        SplittableRandom random = new SplittableRandom(number);
        Ip ip = random.nextBoolean() ? Ip.ofIpv4(random.nextInt()) : new Ip(random.nextLong(), random.nextLong());
        return at(new Address.Inet(ip, random.nextInt(65536)));
    }
}
