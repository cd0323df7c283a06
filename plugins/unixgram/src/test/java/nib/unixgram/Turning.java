package nib.unixgram;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Address;
import nib.api.Client;
import nib.api.End;
import nib.api.Server;
import nib.spi.Decision;
import nib.spi.Desk;
import nib.spi.Flow;
import nib.spi.Lease;
import org.jspecify.annotations.Nullable;

/** Sends one after the other, and a failed one to the next. */
final class Turning implements Desk {
    final List<Address> servers = new CopyOnWriteArrayList<>();
    final List<String> blamed = new CopyOnWriteArrayList<>();
    private int turn;

    @Override
    public Decision route(Client client) {
        return lease(servers.size());
    }

    private Decision lease(int left) {
        return left == 0
                ? new Decision.Nobody(End.NO_SERVER, "none")
                : new Turn(this, servers.get(turn++ % servers.size()), left);
    }

    private record Turn(Turning desk, Address address, int left) implements Lease {
        @Override
        public Server server() {
            throw new UnsupportedOperationException();
        }

        @Override
        public @Nullable Address source() {
            return null;
        }

        @Override
        public long timeout() {
            return 1;
        }

        @Override
        public int preambleMost() {
            return 0;
        }

        @Override
        public void preamble(ByteBuffer into) {}

        @Override
        public boolean preambleOnEvery() {
            return false;
        }

        @Override
        public void answered() {}

        @Override
        public Decision failed(Blame blame, String reason) {
            desk.blamed.add(blame.name());
            return desk.lease(left - 1);
        }
    }

    @Override
    public boolean enter() {
        return true;
    }

    @Override
    public void leave() {}

    @Override
    public Flow begin(Client client, Flow.Carrier carrier) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void routed(Lease lease, long datagrams, long bytes) {}

    @Override
    public void paused(boolean paused, String reason) {}
}
