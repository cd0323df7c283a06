package nib.policies;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import nib.api.Client;
import nib.spi.Policy;
import nib.testkit.PolicyContract;
import nib.testkit.TestClients;
import nib.testkit.TestPool;
import nib.testkit.TestServer;
import org.junit.jupiter.api.Test;

class RendezvousTest extends PolicyContract<Rendezvous.RendezvousSettings> {
    @Override
    protected Policy.Provider<Rendezvous.RendezvousSettings> provider() {
        return new Rendezvous();
    }

    @Override
    protected Rendezvous.RendezvousSettings settings() {
        return new Rendezvous.RendezvousSettings(Key.ADDRESS);
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    @Property(tries = 50)
    void nobodyMovesButTheClientsOfTheServerThatLeaves(@ForAll("healthy") TestPool pool, @ForAll long seed) {
        Assume.that(pool.size() > 1);
        int leaving = (int) Long.remainderUnsigned(seed, pool.size());
        TestPool rest = pool.without(leaving);
        Policy.Chooser before = policy().over(pool.servers());
        Policy.Chooser after = policy().over(rest.servers());
        for (int i = 0; i < 500; i++) {
            Client client = TestClients.anywhere(seed + i);
            int old = before.choose(client, pool.attempt());
            if (old != leaving) {
                assertSame(pool.server(old), rest.server(after.choose(client, rest.attempt())));
            }
        }
    }

    /** The same number comes of the same name and client on every machine and in every version. */
    @Test
    void theOrderInWhichServersAreListedDoesNotMatter() {
        List<TestServer> servers = new ArrayList<>(TestServer.some(9));
        servers.get(3).weight(4);
        TestPool here = new TestPool(servers);
        Collections.reverse(servers);
        TestPool there = new TestPool(servers);
        Policy.Chooser one = policy().over(here.servers());
        Policy.Chooser other = policy().over(there.servers());
        for (int i = 0; i < 500; i++) {
            Client client = TestClients.anywhere(i);
            assertSame(
                    here.server(one.choose(client, here.attempt())),
                    there.server(other.choose(client, there.attempt())));
        }
    }
}
