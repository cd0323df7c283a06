package nib.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nib.api.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * The model: what a dispatcher ought to answer, in the simplest words. It leaves open whom a policy chooses among those
 * that may be chosen.
 */
final class Expected {
    /** A server, from the plan that brings it to the end of its last lease. */
    static final class Station {
        final LiveServer live;
        ServerSettings settings;
        int active;
        boolean suspect;
        long forgiven;
        boolean down;
        boolean gone;
        private int good;
        private int bad;

        Station(LiveServer live, ServerSettings settings) {
            this.live = live;
            this.settings = settings;
        }

        ServerState state() {
            return switch (settings.state()) {
                case MAINT -> gone ? ServerState.DRAIN : ServerState.MAINT;
                case DRAIN -> ServerState.DRAIN;
                case READY ->
                    gone ? ServerState.DRAIN : down ? ServerState.DOWN : suspect ? ServerState.SUSPECT : ServerState.UP;
            };
        }

        boolean hasRoom() {
            return settings.max() == 0 || active < settings.max();
        }

        boolean hasRoomForThoseWhoReturn() {
            return settings.max() == 0 || active < Math.max(settings.max(), settings.hard());
        }

        void probed(boolean well, int times) {
            good = well ? Math.min(good + 1, times) : 0;
            bad = well ? 0 : Math.min(bad + 1, times);
            down |= bad >= times;
            if (good >= times) {
                down = false;
                suspect = false;
            }
        }

        void failed(long now, long blacklist) {
            if (blacklist > 0 && !gone) {
                suspect = true;
                forgiven = now + blacklist;
                good = 0;
            }
        }

        @Override
        public String toString() {
            return live.name + " (" + state() + ", active " + active + ", " + settings + ")";
        }
    }

    /** A client that was let in. */
    static final class Guest {
        final int client;
        final Visit visit;
        final Set<Station> failed = new HashSet<>();
        final @Nullable Map<Integer, Integer> counted;
        Station at;
        int attempts = 1;

        Guest(int client, Visit visit, Station at, @Nullable Map<Integer, Integer> counted) {
            this.client = client;
            this.visit = visit;
            this.at = at;
            this.counted = counted;
        }
    }

    Farm farm;
    final List<Station> servers = new ArrayList<>();
    final Map<Integer, Station> tracked = new HashMap<>();
    final Set<Integer> denied = new HashSet<>();

    @Nullable Station emergency;

    @Nullable Map<Integer, Integer> counts;

    int inside;

    Expected(Farm farm) {
        this.farm = farm;
    }

    /** Whether the client has as many connections as it may have. */
    boolean isClientFull(int client) {
        return counts != null && counts.getOrDefault(client, 0) >= farm.perClient();
    }

    boolean isPoolFull() {
        return farm.max() > 0 && inside >= farm.max();
    }

    /** The server that a client must return to, or null. */
    @Nullable Station home(int client) {
        Station known = farm.sticky() ? tracked.get(client) : null;
        return known != null && known.state() == ServerState.UP && known.hasRoomForThoseWhoReturn() ? known : null;
    }

    /** Those who may be chosen: one of these must be, if there are any. */
    Set<Station> choice(Set<Station> failed) {
        boolean anyUp = servers.stream().anyMatch(one -> willing(one, ServerState.UP))
                || (emergency != null && emergency.state() == ServerState.UP);
        ServerState wanted = anyUp ? ServerState.UP : ServerState.SUSPECT;
        Set<Station> open = new HashSet<>();
        for (Station one : servers) {
            if (willing(one, wanted) && one.hasRoom() && !failed.contains(one)) {
                open.add(one);
            }
        }
        Station last = emergency;
        if (open.isEmpty() && last != null && last.hasRoom() && !failed.contains(last)) {
            boolean out = last.state() == ServerState.MAINT || last.state() == ServerState.DRAIN;
            return out ? Set.of() : Set.of(last);
        }
        return open;
    }

    private static boolean willing(Station one, ServerState wanted) {
        return one.state() == wanted && one.settings.weight() > 0;
    }

    boolean mayTryAgain(Guest guest) {
        return farm.attempts() == 0 || guest.attempts < farm.attempts();
    }

    void enter(int client) {
        inside++;
        if (counts != null) {
            counts.merge(client, 1, Integer::sum);
        }
    }

    void seat(int client, Station at) {
        at.active++;
        if (farm.sticky() && at != emergency) {
            tracked.put(client, at);
        }
    }

    void leave(Guest guest) {
        inside--;
        if (guest.counted != null) {
            guest.counted.merge(guest.client, -1, Expected::less);
        }
    }

    private static @Nullable Integer less(int now, int change) {
        return now + change == 0 ? null : now + change;
    }

    /** Blacklist times end. */
    void arrive(long now) {
        for (Station one : servers) {
            one.suspect &= one.forgiven - now > 0;
        }
        if (emergency != null) {
            emergency.suspect &= emergency.forgiven - now > 0;
        }
    }

    /** The next plan: a server of the same name and address stays. */
    void reload(Farm next, LivePool pool) {
        List<Station> old = new ArrayList<>(servers);
        servers.clear();
        for (int i = 0; i < next.servers().size(); i++) {
            servers.add(keep(old, next.servers().get(i), pool.servers().get(i)));
        }
        old.forEach(this::retire);
        List<Station> last = emergency == null ? new ArrayList<>() : new ArrayList<>(List.of(emergency));
        LiveServer live = pool.emergency();
        emergency = live == null ? null : keep(last, live.settings(), live);
        last.forEach(this::retire);
        if (!next.sticky()) {
            tracked.clear();
        }
        counts = next.perClient() == 0 ? null : counts == null ? new HashMap<>() : counts;
        farm = next;
    }

    private static Station keep(List<Station> old, ServerSettings now, LiveServer live) {
        for (Station one : old) {
            if (one.settings.title().equals(now.title())
                    && one.settings.address().equals(now.address())) {
                if (one.live != live) {
                    throw new AssertionError(now.title() + " is another server after a reload that keeps it");
                }
                one.settings = now;
                old.remove(one);
                return one;
            }
        }
        return new Station(live, now);
    }

    private void retire(Station one) {
        one.gone = true;
        tracked.values().removeIf(one::equals);
    }
}
