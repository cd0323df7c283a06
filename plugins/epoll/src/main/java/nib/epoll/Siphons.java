package nib.epoll;

import java.util.ArrayDeque;
import nib.linux.Call;
import nib.linux.LinuxException;
import org.jspecify.annotations.Nullable;

/**
 * The siphons of one worker. Few are needed, since mostly each is empty again before the next connection has its turn;
 * who gets none copies.
 */
final class Siphons {
    /** Of all workers together, if they are not many: so many descriptors are spare when the house is full. */
    private static final int ALL = 16;

    private static final int LEAST = 2;

    private final Call call;
    private final int most;
    private final ArrayDeque<Siphon> idle = new ArrayDeque<>();
    private int open;

    private Siphons(Call call, int most) {
        this.call = call;
        this.most = most;
    }

    /**
     * The share of one worker. Each siphon takes two descriptors, and while its target is full, up to {@link Siphon#ROOM}
     * of the kernel's memory.
     */
    static Siphons shared(Call call, int workers) {
        return new Siphons(call, Math.max(ALL / workers, LEAST));
    }

    /** An empty one, or null. */
    @Nullable Siphon take() {
        Siphon one = idle.poll();
        return one != null || open == most ? one : another();
    }

    private @Nullable Siphon another() {
        try {
            Siphon one = Siphon.open(call);
            open++;
            return one;
        } catch (LinuxException e) {
            return null; // no descriptors: bytes can be copied too
        }
    }

    /** It is not needed any more. What is still in it is lost. */
    void give(Siphon one) {
        if (one.isEmpty()) {
            idle.add(one);
        } else {
            one.close(call);
            open--;
        }
    }

    void close() {
        idle.forEach(one -> one.close(call));
        idle.clear();
    }
}
