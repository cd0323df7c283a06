package nib.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import nib.api.Address;
import nib.api.Client;
import nib.api.Ip;
import nib.spi.Policy;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import org.junit.jupiter.api.Test;

class HashTest extends PolicyContract<Hash.HashSettings> {
    @Override
    protected Policy.Provider<Hash.HashSettings> provider() {
        return new Hash();
    }

    @Override
    protected Hash.HashSettings settings() {
        return new Hash.HashSettings(Key.ADDRESS);
    }

    @Override
    protected boolean respectsWeights() {
        return false;
    }

    @Override
    protected boolean isConsistent() {
        return false;
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    /** So that balancers of different versions agree. The numbers come from a second implementation, in Python. */
    @Test
    void theNumberOfAClientNeverChanges() {
        assertEquals("81587458aeb0c91a", Long.toHexString(Mix.of(client("10.0.0.1", 1), Key.ADDRESS)));
        assertEquals("504b8dce1c938e43", Long.toHexString(Mix.of(client("2001:db8::1", 1), Key.ADDRESS)));
        assertEquals("3a7450d85f50ca8", Long.toHexString(Mix.of(client("10.0.0.1", 1), Key.ADDRESS_AND_PORT)));
    }

    @Test
    void thePortCountsOnlyIfTheKeySaysSo() {
        Client one = client("192.0.2.7", 1000);
        Client other = client("192.0.2.7", 1001);
        assertEquals(Mix.of(one, Key.ADDRESS), Mix.of(other, Key.ADDRESS));
        assertNotEquals(Mix.of(one, Key.ADDRESS_AND_PORT), Mix.of(other, Key.ADDRESS_AND_PORT));
    }

    @Property
    void everyBitOfTheAddressCounts(@ForAll long high, @ForAll long low, @ForAll @IntRange(max = 127) int bit) {
        Ip ip = new Ip(high, low);
        Ip near = bit < 64 ? new Ip(high ^ (1L << bit), low) : new Ip(high, low ^ (1L << bit));
        long difference = Mix.of(TestClients.at(new Address.Inet(ip, 1)), Key.ADDRESS)
                ^ Mix.of(TestClients.at(new Address.Inet(near, 1)), Key.ADDRESS);
        assertTrue(Long.bitCount(difference) > 6, () -> ip + " and " + near);
    }

    @Test
    void whenItsServerIsNotUsableAClientGoesToTheNext() {
        TestPool pool = TestPool.of(5);
        Policy.Chooser chooser = policy().over(pool.servers());
        int first = chooser.choose(TestClients.neighbour(1), pool.attempt());
        assertEquals(
                (first + 1) % 5,
                chooser.choose(TestClients.neighbour(1), pool.attempt().close(first)));
    }

    private static Client client(String ip, int port) {
        return TestClients.at(new Address.Inet(Ip.parse(ip), port));
    }
}
