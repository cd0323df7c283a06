package nib.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nib.api.Verdict;
import nib.spi.Policy;

/**
 * What a plan says of one pool and its listener, with as little as limits, states and failures need.
 *
 * @param emergency the wish for the server of last resort; nothing if there is none
 * @param made servers that ever were, so that a new one has a new address
 */
record Farm(
        List<ServerSettings> servers,
        Optional<ServerSettings.Wish> emergency,
        boolean sticky,
        boolean blacklist,
        int max,
        int perClient,
        int attempts,
        int made) {

    /** One step from a plan to the next. Places are taken modulo the number of servers. */
    sealed interface Change {
        Farm of(Farm before);

        /** Another server, or the same again after it was removed. */
        record Add(boolean again) implements Change {
            @Override
            public Farm of(Farm before) {
                int number = again ? Math.max(0, before.made - 1) : before.made;
                ServerSettings one = server("s" + number, number);
                if (before.servers.stream().anyMatch(other -> other.title().equals(one.title()))) {
                    return before;
                }
                List<ServerSettings> all = new ArrayList<>(before.servers);
                all.add(one);
                return before.with(all, Math.max(before.made, number + 1));
            }
        }

        /** One server less. */
        record Remove(int place) implements Change {
            @Override
            public Farm of(Farm before) {
                List<ServerSettings> all = new ArrayList<>(before.servers);
                if (!all.isEmpty()) {
                    all.remove(place % all.size());
                }
                return before.with(all, before.made);
            }
        }

        /** Every server is replaced by another. */
        record ReplaceAll() implements Change {
            @Override
            public Farm of(Farm before) {
                List<ServerSettings> all = new ArrayList<>();
                for (int i = 0; i < before.servers.size(); i++) {
                    all.add(server("s" + (before.made + i), before.made + i));
                }
                return before.with(all, before.made + all.size());
            }
        }

        /** The same server under another name. */
        record Rename(int place) implements Change {
            @Override
            public Farm of(Farm before) {
                return before.change(place, one -> copy(one, one.address(), "s" + before.made));
            }
        }

        /** The same name at another address. */
        record Move(int place) implements Change {
            @Override
            public Farm of(Farm before) {
                return before.change(place, one -> copy(one, address(before.made), one.title()));
            }
        }

        /** Servers in another order. */
        record Turn() implements Change {
            @Override
            public Farm of(Farm before) {
                List<ServerSettings> all = new ArrayList<>(before.servers);
                Collections.rotate(all, 1);
                return before.with(all, before.made);
            }
        }

        /** Drained, in maintenance, ready. */
        record Wish(int place, ServerSettings.Wish wish) implements Change {
            @Override
            public Farm of(Farm before) {
                return before.change(place, one -> one.with(wish));
            }
        }

        /** Another weight. */
        record Weight(int place, int weight) implements Change {
            @Override
            public Farm of(Farm before) {
                return before.change(place, one -> one.withWeight(weight));
            }
        }

        /** Other limits of a server. */
        record Limits(int place, int max, int hard) implements Change {
            @Override
            public Farm of(Farm before) {
                return before.change(place, one -> one.withLimits(max, hard));
            }
        }

        /** Another, or no server of last resort. */
        record Emergency(Optional<ServerSettings.Wish> wish) implements Change {
            @Override
            public Farm of(Farm before) {
                return new Farm(
                        before.servers,
                        wish,
                        before.sticky,
                        before.blacklist,
                        before.max,
                        before.perClient,
                        before.attempts,
                        before.made);
            }
        }

        /** What holds for all servers together. */
        record Rules(boolean sticky, boolean blacklist, int max, int perClient, int attempts) implements Change {
            @Override
            public Farm of(Farm before) {
                return new Farm(
                        before.servers, before.emergency, sticky, blacklist, max, perClient, attempts, before.made);
            }
        }
    }

    static Farm first(int count) {
        Farm farm = new Farm(List.of(), Optional.empty(), true, true, 0, 0, 0, 0);
        for (int i = 0; i < count; i++) {
            farm = new Change.Add(false).of(farm);
        }
        return farm;
    }

    static ListenerSettings.PerClient perClient(int max) {
        return new ListenerSettings.PerClient(max, 32, 64, Verdict.How.DENY, Optional.empty());
    }

    PoolSettings pool(Policy policy) {
        return new PoolSettings(
                servers,
                policy,
                sticky ? Optional.of(new PoolSettings.Sticky(1000, Duration.ZERO, 32, 64)) : Optional.empty(),
                Optional.empty(),
                emergency.map(wish -> server("emergency", 99).with(wish)),
                List.of(),
                List.of(),
                Optional.empty(),
                blacklist ? Duration.ofSeconds(30) : Duration.ZERO,
                Duration.ofSeconds(5),
                attempts,
                max,
                Optional.empty(),
                new Speed(0, 0),
                Duration.ofSeconds(30),
                Optional.empty(),
                false,
                false);
    }

    private static ServerSettings server(String name, int number) {
        return new ServerSettings(
                address(number), Optional.of(name), 1, 0, 0, 0, ServerSettings.Wish.READY, Optional.empty(), List.of());
    }

    private static Endpoint address(int number) {
        return Endpoint.parse("10.0." + number / 256 + "." + number % 256 + ":80");
    }

    private static ServerSettings copy(ServerSettings one, Endpoint address, String name) {
        return new ServerSettings(
                address,
                Optional.of(name),
                one.weight(),
                one.priority(),
                one.max(),
                one.hard(),
                one.state(),
                one.preamble(),
                one.guards());
    }

    private Farm change(int place, UnaryOperator<ServerSettings> change) {
        List<ServerSettings> all = new ArrayList<>(servers);
        if (!all.isEmpty()) {
            all.set(place % all.size(), change.apply(all.get(place % all.size())));
        }
        return with(all, made + 1);
    }

    private Farm with(List<ServerSettings> all, int everMade) {
        return new Farm(List.copyOf(all), emergency, sticky, blacklist, max, perClient, attempts, everMade);
    }
}
