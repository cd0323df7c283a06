package nib.kernel;

import nib.api.ServerState;
import nib.spi.Clock;

/**
 * Whether a server takes clients. The states and their changes are drawn at {@link ServerState}. Reading the state is
 * one volatile read, for any thread; every change goes through this object's lock, off the path of clients.
 */
final class Health {
    /** Is told of every change, while the lock of the {@link Health} is held: it must not wait for anything. */
    interface Listener {
        /** A state has changed. */
        void changed(LiveServer server, ServerState from, ServerState to, String reason);
    }

    private final LiveServer server;
    private final Listener listener;
    private volatile ServerState state;
    private ServerSettings.Wish wish;
    private boolean suspect;
    private boolean down;
    private boolean lost;
    private boolean retired;
    private volatile String reason = "";
    private int good;
    private int bad;
    private Runnable forgive = () -> {};

    Health(LiveServer server, Listener listener, ServerSettings.Wish wish) {
        this.server = server;
        this.listener = listener;
        this.wish = wish;
        this.state = judge();
    }

    ServerState state() {
        return state;
    }

    /** Why the state is as it is; empty if it never changed. */
    String reason() {
        return reason;
    }

    /** What the operator wants. */
    synchronized void wish(ServerSettings.Wish now) {
        wish = now;
        settle("by command or configuration");
    }

    /** A connect failed: left alone for a while. Failing again while it is suspected starts the while anew. */
    synchronized void failed(String reason, long blacklistNanos, Clock clock) {
        if (blacklistNanos <= 0 || retired) {
            return;
        }
        suspect = true;
        good = 0;
        forgive.run();
        forgive = clock.after(blacklistNanos, () -> trust("blacklist time is over"));
        settle(reason);
    }

    /** A connect succeeded: costs one volatile read unless the server was suspected. */
    void succeeded() {
        if (state == ServerState.SUSPECT) {
            trust("it answered");
        }
    }

    /** No longer suspected. */
    synchronized void trust(String reason) {
        forgive.run();
        suspect = false;
        settle(reason);
    }

    /** A probe was answered; that many good ones in a row bring the server back. */
    synchronized void probeGood(int rise) {
        bad = 0;
        good = Math.min(good + 1, rise);
        if (good >= rise && (down || suspect)) {
            down = false;
            trust(rise + " probes answered");
        }
    }

    /** A probe failed; that many bad ones in a row take the server out. */
    synchronized void probeBad(int fall, String reason) {
        good = 0;
        bad = Math.min(bad + 1, fall);
        if (bad >= fall) {
            down = true;
            settle(reason);
        }
    }

    /** No probe asks any more: what the last one found no longer counts. */
    synchronized void unprobed() {
        good = 0;
        bad = 0;
        down = false;
        settle("no probe");
    }

    /** Whether its name could not be resolved, ever. */
    synchronized void lost(boolean now, String reason) {
        lost = now;
        settle(reason);
    }

    /** Removed from its pool: takes nothing new, tells nobody, and no timer holds it. */
    synchronized void retire() {
        retired = true;
        forgive.run();
        wish = ServerSettings.Wish.DRAIN;
        state = judge();
    }

    private void settle(String why) {
        ServerState before = state;
        state = judge();
        if (state != before) {
            reason = why;
            listener.changed(server, before, state, why);
        }
    }

    private ServerState judge() {
        return switch (wish) {
            case MAINT -> ServerState.MAINT;
            case DRAIN -> ServerState.DRAIN;
            case READY -> down || lost ? ServerState.DOWN : suspect ? ServerState.SUSPECT : ServerState.UP;
        };
    }
}
