package nib.dsr;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nib.api.Address;
import nib.api.Event;
import nib.linux.Call;
import nib.linux.LinuxException;
import nib.linux.PacketSocket;
import nib.linux.Poll;
import nib.linux.SendBatch;
import nib.linux.Wakeup;
import nib.spi.Host;
import nib.spi.Telling;

/**
 * Our place on one network segment: a device, its frames, and the loop that takes them. A frame goes out from the slot it
 * came in, which is given back when all that were taken together have been sent. Everything is the loop's, but for {@link
 * #post} and {@link #stop}.
 */
final class Station implements Runnable, Out {
    /** Frames that are taken, and sent, together. */
    private static final int BATCH = 64;

    /** The wakeup, among what is waited for. */
    private static final int WAKEUP = 0;

    private static final int TICK_MILLIS = 100;
    private static final long TICK = TICK_MILLIS * 1_000_000L;
    /** Frames that come sooner after others than this, nanoseconds, are collected for a moment, as network cards do. */
    private static final long QUICK = 200_000;

    private static final long PAUSE = 50_000;
    private static final long SELDOM = 10_000_000_000L;

    private final Device device;
    private final Host host;
    private final Means means;
    private final Call call;
    private final PacketSocket socket;
    private final SendBatch batch;
    private final Wakeup wakeup;
    private final Poll poll;
    private final Bridge bridge;
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private int slot;
    private int waiting;
    private long now;
    private long received;
    private long turned;
    private long altered;
    private long lost;
    private long told;
    private long toldAt;

    private Station(Device device, DsrSettings settings, Host host, Means means) {
        this.device = device;
        this.host = host;
        this.means = means;
        this.call = means.call();
        this.socket = means.socket();
        this.wakeup = means.wakeup();
        this.poll = new Poll(call, means.arena(), wakeup.descriptor(), socket.descriptor());
        this.batch = new SendBatch(means.arena(), BATCH);
        this.bridge = new Bridge(device, this, host, settings, means.arena());
        this.now = host.clock().nanos();
        if (means.known() != null) {
            bridge.known(means.known());
        }
        if (means.screen() != null) {
            bridge.screen(means.screen());
        }
    }

    /** Opens the device; a thread is to run it. */
    static Station open(Device device, DsrSettings settings, Host host) throws IOException {
        return new Station(device, settings, host, Means.take(device, settings, host));
    }

    @Override
    public void run() {
        boolean quick = false;
        while (!stopped) {
            if (quick) {
                LockSupport.parkNanos(PAUSE);
            }
            if (!quick || !socket.isFilled(slot)) {
                await();
            }
            now = host.clock().nanos();
            quick = receive();
            readMail();
            if (now - turned >= TICK) {
                turned = now;
                guarded(this::turn);
            }
        }
        end();
    }

    /** Sleeps until there is something to do. */
    private void await() {
        int count = poll.await(TICK_MILLIS);
        if (count > 0 && poll.isReady(WAKEUP)) {
            wakeup.drain(call);
        }
    }

    private void turn() {
        bridge.turn(now);
        if (altered > told && now - toldAt > SELDOM) {
            tell(altered - told + " frames could not be sent on: they came in one piece with others, with a VLAN or"
                    + " without a checksum; nib doctor says what the device needs");
            told = altered;
            toldAt = now;
        }
    }

    private void tell(String warning) {
        host.tell(new Event.Note("dsr " + device.name(), true, warning));
    }

    /**
     * Takes what is there, at most a few times as many as go out together.
     *
     * @return whether frames come one after the other so quickly that it is worth while to wait for a few more
     */
    private boolean receive() {
        if (!socket.isFilled(slot)) {
            return false;
        }
        boolean quick = now - received < QUICK;
        received = now;
        int all = 0;
        for (int turn = 0; turn < 8 && socket.isFilled(slot); turn++) {
            int first = slot;
            int taken = 0;
            while (taken < BATCH && socket.isFilled(slot)) {
                take(slot);
                slot = slot + 1 == socket.slots() ? 0 : slot + 1;
                taken++;
            }
            flush();
            for (int i = 0; i < taken; i++) {
                socket.release((first + i) % socket.slots());
            }
            all += taken;
        }
        return quick && all < BATCH;
    }

    private void take(int which) {
        if (socket.isAltered(which)) {
            altered++;
            return;
        }
        try {
            bridge.receive(socket.ring(), socket.frame(which), socket.length(which), now);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            failed(e); // costs one frame, and never the loop
        }
    }

    @Override
    public void send(MemorySegment memory, long at, int length) {
        batch.message(waiting, memory, at, length);
        waiting++;
    }

    @Override
    public void sendNow(MemorySegment memory, int length) {
        int _ = socket.send(memory, 0, length); // lost is lost: who needs it asks again
    }

    private void flush() {
        int first = 0;
        while (first < waiting) {
            int sent = batch.send(call, socket.descriptor(), first, waiting - first);
            first += Math.max(sent, 1); // one that cannot be sent is lost
        }
        waiting = 0;
    }

    private void readMail() {
        for (Runnable work = mail.poll(); work != null; work = mail.poll()) {
            guarded(work);
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        host.tell(new Event.PluginFailed("engine", "dsr", e.getClass().getName()));
    }

    @Override
    public void join(long hardware) {
        try {
            socket.join(device.index(), hardware);
        } catch (LinuxException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    /** A service on this segment. */
    Service service(Address.Inet local, int protocol) {
        return new Service(bridge, this::post, local, protocol);
    }

    /** What is so here. Any thread; waits for the loop. */
    List<Telling.Fact> facts() {
        CompletableFuture<List<Telling.Fact>> told = new CompletableFuture<>();
        post(() -> told.complete(known()));
        return told.completeOnTimeout(List.of(fact("loop", "busy")), 1, TimeUnit.SECONDS)
                .join();
    }

    private Telling.Fact fact(String name, Object value) {
        return new Telling.Fact(device.name(), name, String.valueOf(value));
    }

    private List<Telling.Fact> known() {
        List<Telling.Fact> facts = new ArrayList<>();
        KnownClients clients = means.known();
        lost += socket.lost();
        facts.add(fact("hardware", Hardware.words(device.hardware())));
        facts.add(fact("clients", bridge.tracks.size()));
        facts.add(fact("known to the kernel", clients == null ? "none" : clients.size() + ", " + clients.where()));
        facts.add(fact("seen by the stack too", means.screen() == null ? "yes" : "no"));
        facts.add(fact("frames lost", lost));
        facts.add(fact("frames not as sent", altered));
        facts.addAll(bridge.neighbours.facts(now));
        return facts;
    }

    /** Has something done by the loop soon. Any thread. */
    void post(Runnable work) {
        mail.add(work);
        wakeup.wake();
    }

    /** Ends the loop. Any thread. */
    void stop() {
        stopped = true;
        wakeup.wake();
    }

    private void end() {
        readMail();
        bridge.services.all().forEach(service -> guarded(service::shut));
        means.giveBack();
    }
}
