package nib.policies;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nib.api.Client;
import nib.api.Server;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Policy;
import nib.spi.Settings;

/** The servers of the best rank of which one can take the client; among them, another policy chooses. */
public final class Priority implements Policy.Provider<Priority.PrioritySettings> {
    /** For the service loader. */
    public Priority() {}

    @Override
    public String word() {
        return "priority";
    }

    @Override
    public Settings<PrioritySettings> settings() {
        return new Settings<>(PrioritySettings.class, MethodHandles.lookup());
    }

    @Override
    public Policy create(PrioritySettings settings) {
        return servers -> {
            boolean ranked =
                    servers.stream().mapToInt(Server::priority).distinct().count() > 1;
            return ranked
                    ? new Ranks(servers, settings.then())
                    : settings.then().over(servers);
        };
    }

    @About("The servers of the lowest priority number that can take the client.")
    record PrioritySettings(
            @About("How one is chosen among servers of the same priority.") @Default("least-connections")
            Policy then) {}

    private static final class Ranks implements Policy.Chooser {
        private final Rank[] ranks;
        /** For each server, the place of its rank, and its own place in there. */
        private final int[] rankOf;

        private final int[] placeOf;

        Ranks(List<Server> servers, Policy then) {
            SortedMap<Integer, List<Integer>> byPriority = new TreeMap<>();
            for (int i = 0; i < servers.size(); i++) {
                byPriority
                        .computeIfAbsent(servers.get(i).priority(), priority -> new ArrayList<>())
                        .add(i);
            }
            ranks = new Rank[byPriority.size()];
            rankOf = new int[servers.size()];
            placeOf = new int[servers.size()];
            int next = 0;
            for (List<Integer> members : byPriority.values()) {
                for (int place = 0; place < members.size(); place++) {
                    rankOf[members.get(place)] = next;
                    placeOf[members.get(place)] = place;
                }
                ranks[next++] = new Rank(servers, members, then);
            }
        }

        @Override
        public int choose(Client client, Policy.Attempt attempt) {
            for (Rank rank : ranks) {
                Part part = new Part(attempt, rank);
                int member = part.next(0) == NONE ? NONE : rank.member(rank.chooser.choose(client, part));
                if (member != NONE) {
                    return member;
                }
            }
            return NONE;
        }

        @Override
        public int peek(Client client, Policy.Attempt attempt) {
            for (Rank rank : ranks) {
                Part part = new Part(attempt, rank);
                int member = part.next(0) == NONE ? NONE : rank.member(rank.chooser.peek(client, part));
                if (member != NONE) {
                    return member;
                }
            }
            return NONE;
        }

        /** As the policy of its rank says, while there is somebody left of that rank. */
        @Override
        public int instead(Client client, Policy.Attempt attempt, int failed) {
            Rank rank = ranks[rankOf[failed]];
            Part part = new Part(attempt, rank);
            int member = part.next(0) == NONE ? NONE : rank.member(rank.chooser.instead(client, part, placeOf[failed]));
            return member == NONE ? choose(client, attempt) : member;
        }

        @Override
        public void changed(int index) {
            ranks[rankOf[index]].chooser.changed(placeOf[index]);
        }

        /** While the first rank can take clients, nobody goes to another. */
        @Override
        public double share(int index) {
            double share = ranks[rankOf[index]].chooser.share(placeOf[index]);
            return rankOf[index] == 0 || Double.isNaN(share) ? share : 0;
        }
    }

    /** The servers of one rank and the chooser among them. */
    private static final class Rank {
        final Server[] servers;
        final int[] members;
        final Policy.Chooser chooser;

        Rank(List<Server> all, List<Integer> members, Policy then) {
            List<Server> mine = members.stream().map(all::get).toList();
            this.servers = mine.toArray(Server[]::new);
            this.members = members.stream().mapToInt(Integer::intValue).toArray();
            this.chooser = then.over(mine);
        }

        /** The index in the pool of what the chooser said; none when another client was quicker. */
        int member(int place) {
            return place == Policy.Chooser.NONE ? place : members[place];
        }
    }

    /** An attempt as the policy of one rank sees it: what little is made for each choice. */
    private record Part(Policy.Attempt whole, Rank rank) implements Policy.Attempt {
        @Override
        public int size() {
            return rank.members.length;
        }

        @Override
        public boolean usable(int index) {
            return whole.usable(rank.members[index]);
        }

        /** Counted when asked for, which few policies do. */
        @Override
        public int active() {
            int active = 0;
            for (Server server : rank.servers) {
                active += server.active();
            }
            return active;
        }

        @Override
        public long nanos() {
            return whole.nanos();
        }
    }
}
