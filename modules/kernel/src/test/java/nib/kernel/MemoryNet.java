package nib.kernel;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Wire;

/** A network in memory, with as many servers as anybody asks for; each answers until a test says otherwise. */
final class MemoryNet implements Transport {
    /** What happens to those who connect to an address. */
    interface Answer {
        void to(ConnectTerms terms) throws IOException;
    }

    private final Map<Address, MemoryListening> listening = new ConcurrentHashMap<>();
    private final Map<Address, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Address, BlockingQueue<Peer>> servers = new ConcurrentHashMap<>();
    private final List<Address> asked = new ArrayList<>();
    private final List<ConnectTerms> terms = new ArrayList<>();
    private final AtomicInteger ports = new AtomicInteger(50_000);
    private volatile int capacity = 1 << 16;

    /** Bytes that may be under way in each direction of connections made from now on. */
    MemoryNet capacity(int bytes) {
        capacity = bytes;
        return this;
    }

    /** The server at an address does not answer. */
    void refuse(String address) {
        answers.put(Address.parse(address), any -> {
            throw new ConnectException("refused");
        });
    }

    /** Connecting to that address fails on our own side. */
    void fail(String address, boolean exhausted) {
        answers.put(Address.parse(address), any -> {
            throw new LocalFailure(exhausted ? "no descriptors" : "no ports", exhausted, null);
        });
    }

    void answer(String address, Answer how) {
        answers.put(Address.parse(address), how);
    }

    /** The server at an address answers again. */
    void recover(String address) {
        answers.remove(Address.parse(address));
    }

    @Override
    public boolean reaches(Address address) {
        return !(address instanceof Address.Unix);
    }

    @Override
    public Wire connect(ConnectTerms connect) throws IOException {
        synchronized (this) {
            asked.add(connect.address());
            terms.add(connect);
        }
        Answer answer = answers.get(connect.address());
        if (answer != null) {
            answer.to(connect);
        }
        MemoryWire.Pair pair = MemoryWire.pair(ephemeral("10.255.0.1"), connect.address(), capacity);
        queue(connect.address()).add(new Peer(pair.far()));
        return pair.near();
    }

    /** Whom we connected to, in order, answered or not. */
    synchronized List<Address> asked() {
        return List.copyOf(asked);
    }

    /** How we connected last. */
    synchronized ConnectTerms lastTerms() {
        return terms.getLast();
    }

    /** The next connection that a server got. */
    Peer server(String address) throws InterruptedException {
        Peer next = queue(Address.parse(address)).poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody connected to " + address);
        }
        return next;
    }

    private BlockingQueue<Peer> queue(Address address) {
        return servers.computeIfAbsent(address, any -> new LinkedBlockingQueue<>());
    }

    @Override
    public synchronized MemoryListening listen(ListenTerms terms) throws IOException {
        Address address = terms.address();
        if (address instanceof Address.Inet inet && inet.port() == 0) {
            address = new Address.Inet(inet.ip(), ports.incrementAndGet());
        }
        MemoryListening old = listening.get(address);
        if (old != null && !old.isClosed()) {
            throw new IOException("the address is in use");
        }
        MemoryListening fresh = new MemoryListening(address);
        listening.put(address, fresh);
        return fresh;
    }

    /** The socket that listens or listened last at an address. */
    MemoryListening listening(String address) {
        MemoryListening found = listening.get(Address.parse(address));
        if (found == null) {
            throw new AssertionError("nobody listens at " + address);
        }
        return found;
    }

    boolean isListening(String address) {
        MemoryListening found = listening.get(Address.parse(address));
        return found != null && !found.isClosed();
    }

    /** A client connects. */
    Peer client(String ip, String address) {
        MemoryListening at = listening(address);
        MemoryWire.Pair pair = MemoryWire.pair(at.local(), ephemeral(ip), capacity);
        at.arrive(pair.near());
        return new Peer(pair.far());
    }

    Address ephemeral(String ip) {
        return Address.parse(ip + ":" + ports.incrementAndGet());
    }
}
