package nib.testkit;

import java.util.List;
import java.util.stream.IntStream;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Policy;

/** Servers and what a house does around a policy: takes leases, gives them back, tells the chooser. By any thread. */
public final class TestPool {
    private final List<TestServer> servers;

    /** A pool of these. */
    public TestPool(List<TestServer> servers) {
        this.servers = List.copyOf(servers);
    }

    /** A pool of servers with these weights, called {@code s0} and so on. */
    public static TestPool ofWeights(int... weights) {
        List<TestServer> servers = TestServer.some(weights.length);
        for (int i = 0; i < weights.length; i++) {
            servers.get(i).weight(weights[i]);
        }
        return new TestPool(servers);
    }

    /** A pool of servers of weight 1. */
    public static TestPool of(int size) {
        return new TestPool(TestServer.some(size));
    }

    /** How many servers there are. */
    public int size() {
        return servers.size();
    }

    /** One of them. */
    public TestServer server(int index) {
        return servers.get(index);
    }

    /** What a policy is given. */
    public List<Server> servers() {
        return List.copyOf(servers);
    }

    /** The same servers but one, as after it has gone down. */
    public TestPool without(int index) {
        return new TestPool(IntStream.range(0, size())
                .filter(i -> i != index)
                .mapToObj(servers::get)
                .toList());
    }

    /** A first attempt of some client. */
    public TestAttempt attempt() {
        return new TestAttempt(servers);
    }

    /**
     * Chooses and holds a lease.
     *
     * @return the index of the server, or {@link Policy.Chooser#NONE}
     */
    public int take(Policy.Chooser chooser, Client client) {
        int index = chooser.choose(client, attempt());
        if (index != Policy.Chooser.NONE) {
            servers.get(index).take();
            chooser.changed(index);
        }
        return index;
    }

    /** Gives a lease back. */
    public void giveBack(Policy.Chooser chooser, int index) {
        servers.get(index).giveBack();
        chooser.changed(index);
    }

    @Override
    public String toString() {
        return servers.toString();
    }
}
