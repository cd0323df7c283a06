package nib.kernel;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** One thing that happens to a dispatcher. Guests are counted among those who are there, modulo their number. */
sealed interface Act {
    /** A client comes in. */
    record Arrive(int client) implements Act {}

    /** The server of a guest answers. */
    record Answer(int guest) implements Act {}

    /** It does not, because of itself or of us; the guest is taken elsewhere. */
    record Fail(int guest, boolean local) implements Act {}

    /** A guest goes. */
    record Leave(int guest) implements Act {}

    /** Time goes by. */
    record Pass(int seconds) implements Act {}

    /** A server answers a probe, or does not. */
    record Probe(int server, boolean good) implements Act {}

    /** The guard is told to let a client in, or not. */
    record Deny(int client, boolean denied) implements Act {}

    /** Another plan comes into force. */
    record Reload(Farm.Change change) implements Act {}

    /** Clients that are there: few, so that they come back. */
    int CLIENTS = 5;

    /** A life of a dispatcher. */
    static Arbitrary<List<Act>> lives() {
        return Arbitraries.<Act>frequencyOf(
                        Tuple.of(8, client().map(Arrive::new)),
                        Tuple.of(2, place().map(Answer::new)),
                        Tuple.of(
                                5,
                                Combinators.combine(place(), Arbitraries.of(false, true))
                                        .as(Fail::new)),
                        Tuple.of(3, place().map(Leave::new)),
                        Tuple.of(1, Arbitraries.integers().between(1, 40).map(Pass::new)),
                        Tuple.of(
                                2,
                                Combinators.combine(place(), Arbitraries.of(true, false))
                                        .as(Probe::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(client(), Arbitraries.of(true, false))
                                        .as(Deny::new)),
                        Tuple.of(4, changes().map(Reload::new)))
                .list()
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Farm.Change> changes() {
        return Arbitraries.<Farm.Change>oneOf(
                Arbitraries.of(false, true).map(Farm.Change.Add::new),
                place().map(Farm.Change.Remove::new),
                Arbitraries.just(new Farm.Change.ReplaceAll()),
                place().map(Farm.Change.Rename::new),
                place().map(Farm.Change.Move::new),
                Arbitraries.just(new Farm.Change.Turn()),
                Combinators.combine(place(), Arbitraries.of(ServerSettings.Wish.class))
                        .as(Farm.Change.Wish::new),
                Combinators.combine(place(), number(3)).as(Farm.Change.Weight::new),
                Combinators.combine(place(), number(3), number(4)).as(Farm.Change.Limits::new),
                Arbitraries.of(
                                ServerSettings.Wish.READY,
                                ServerSettings.Wish.READY,
                                ServerSettings.Wish.DRAIN,
                                ServerSettings.Wish.MAINT)
                        .map(Optional::of)
                        .injectNull(0.2)
                        .map(wish -> new Farm.Change.Emergency(wish == null ? Optional.empty() : wish)),
                Combinators.combine(
                                Arbitraries.of(true, false),
                                Arbitraries.of(true, false),
                                number(6),
                                number(3),
                                number(3))
                        .as(Farm.Change.Rules::new));
    }

    private static Arbitrary<Integer> client() {
        return Arbitraries.integers().between(0, CLIENTS - 1);
    }

    private static Arbitrary<Integer> place() {
        return Arbitraries.integers().between(0, 9);
    }

    /** A limit or a weight; 0 more often than others. */
    private static Arbitrary<Integer> number(int most) {
        return Arbitraries.integers().between(0, most);
    }
}
