package nib.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import nib.api.Client;
import nib.api.Server;
import nib.spi.Policy;

/** Policies with one fault each, in tests as their authors would write them. */
final class BrokenPolicies {
    private BrokenPolicies() {}

    static class IgnoresUsable extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                int at(long turn, Policy.Attempt attempt) {
                    return (int) (turn % size);
                }
            };
        }
    }

    static class GivesUp extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                int at(long turn, Policy.Attempt attempt) {
                    int index = (int) (turn % size);
                    return attempt.usable(index) ? index : NONE;
                }
            };
        }
    }

    static class PointsBehindTheLast extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                int at(long turn, Policy.Attempt attempt) {
                    int index = attempt.next((int) (turn % size));
                    return index == NONE ? size : index;
                }
            };
        }
    }

    static class FailsWithoutServers extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                public int choose(Client client, Policy.Attempt attempt) {
                    return at(position.getAndIncrement(), attempt);
                }
            };
        }
    }

    static class KnowsOnlyItsLastServers extends Turns.Subject {
        @Override
        Policy make() {
            int[] last = new int[1];
            return servers -> {
                last[0] = servers.size();
                return new Turns(servers.size()) {
                    @Override
                    int at(long turn, Policy.Attempt attempt) {
                        return last[0] == 0 ? NONE : attempt.next((int) (turn % last[0]));
                    }
                };
            };
        }
    }

    static class InsistsOnWhoFailed extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                public int instead(Client client, Policy.Attempt attempt, int failed) {
                    return failed;
                }
            };
        }
    }

    static class PrefersTheFirst extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                int at(long turn, Policy.Attempt attempt) {
                    return attempt.next((int) (turn % 50 == 7 ? 0 : turn % size));
                }
            };
        }
    }

    static class LosesTurnsBetweenThreads extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                public int choose(Client client, Policy.Attempt attempt) {
                    long turn = position.get();
                    position.set(turn + 1);
                    return size == 0 ? NONE : at(turn, attempt);
                }
            };
        }
    }

    static class PeeksWithEffect extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                public int peek(Client client, Policy.Attempt attempt) {
                    return choose(client, attempt);
                }
            };
        }
    }

    static class LooksAtEverybody extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                int at(long turn, Policy.Attempt attempt) {
                    List<Integer> usable = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        if (attempt.usable(i)) {
                            usable.add(i);
                        }
                    }
                    return usable.isEmpty() ? NONE : usable.get((int) (turn % usable.size()));
                }
            };
        }
    }

    static class StartsAThread extends Turns.Subject {
        @Override
        Policy make() {
            Thread.ofPlatform().daemon().start(() -> {});
            return super.make();
        }
    }

    static class StartsAVirtualThread extends Turns.Subject {
        @Override
        Policy make() {
            Thread.startVirtualThread(() -> {});
            return super.make();
        }
    }

    static class OpensASocket extends Turns.Subject {
        private static final List<ServerSocketChannel> LEAK = new ArrayList<>();

        @Override
        Policy make() {
            try {
                LEAK.add(ServerSocketChannel.open());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return super.make();
        }
    }

    static class StartsAThreadForServers extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            Thread.startVirtualThread(() -> {});
            return super.chooser(size);
        }
    }

    static class ClaimsWeights extends Turns.Subject {
        @Override
        protected boolean respectsWeights() {
            return true;
        }
    }

    static class ClaimsToBeSticky extends Turns.Subject {
        @Override
        protected boolean isSticky() {
            return true;
        }
    }

    static class ClaimsToFollowLoad extends Turns.Subject {
        @Override
        protected boolean followsLoad() {
            return true;
        }
    }

    /** A remainder moves nearly everybody when the number of servers changes. */
    static class ClaimsToBeConsistent extends Turns.Subject {
        @Override
        Policy.Chooser chooser(int size) {
            return new Turns(size) {
                @Override
                public int choose(Client client, Policy.Attempt attempt) {
                    return size == 0 ? NONE : at(Long.hashCode(client.low()) & 0xffffff, attempt);
                }

                @Override
                public int peek(Client client, Policy.Attempt attempt) {
                    return choose(client, attempt);
                }
            };
        }

        @Override
        protected boolean isConsistent() {
            return true;
        }
    }

    /** Counts leases as they were when the servers were given, and never hears of a change. */
    static class ForgetsChanges extends Turns.Subject {
        @Override
        Policy make() {
            return servers -> {
                int[] then = servers.stream().mapToInt(Server::active).toArray();
                return new Turns(then.length) {
                    @Override
                    int at(long turn, Policy.Attempt attempt) {
                        int best = NONE;
                        for (int i = 0; i < size; i++) {
                            if (attempt.usable(i) && (best == NONE || then[i] < then[best])) {
                                best = i;
                            }
                        }
                        return best;
                    }
                };
            };
        }

        @Override
        protected boolean followsLoad() {
            return true;
        }
    }
}
