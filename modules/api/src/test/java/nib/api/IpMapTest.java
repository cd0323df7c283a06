package nib.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The map against a list that is read from top to bottom. */
class IpMapTest {
    private static final int OTHERWISE = -1;

    @Property(tries = 2000)
    void answersAsTheFirstEntryThatContainsTheClient(
            @ForAll("lists") List<Block> list, @ForAll("addresses") List<Ip> clients) {
        IpMap<Integer> ranges = cut(list);
        for (Ip client : both(clients, corners(list))) {
            assertEquals(first(list, client), entry(ranges.find(client)), () -> client + " in " + list);
        }
    }

    @Property(tries = 500)
    void answersAlikeWithinTheScope(@ForAll("lists") List<Block> list, @ForAll("addresses") List<Ip> clients) {
        IpMap<Integer> ranges = cut(list);
        List<Ip> all = both(clients, corners(list));
        for (Ip client : all) {
            Integer verdict = ranges.find(client);
            int length = ranges.scope(client);
            all.stream()
                    .filter(other -> alike(client, other, length))
                    .forEach(other -> assertEquals(verdict, ranges.find(other), () -> client + ", " + other));
        }
    }

    @Property(tries = 500)
    void knowsTheLargestScope(@ForAll("lists") List<Block> list, @ForAll("addresses") List<Ip> clients) {
        IpMap<Integer> ranges = cut(list);
        for (Ip client : clients) {
            int verdict = entry(ranges.find(client));
            int wider = ranges.scope(client) - 1;
            if (wider >= (client.isIpv4() ? 96 : 0)) {
                assertTrue(
                        corners(list).stream()
                                .filter(other -> alike(client, other, wider))
                                .anyMatch(other -> entry(ranges.find(other)) != verdict),
                        () -> client + " could have had " + wider + " bits in " + list);
            }
        }
    }

    /** Whether two addresses share their first bits. */
    private static boolean alike(Ip one, Ip other, int bits) {
        return one.isIpv4() == other.isIpv4() && Prefix.mask(one, bits).equals(Prefix.mask(other, bits));
    }

    /** Few bits vary, so that blocks lie in each other and beside each other. */
    @Provide
    Arbitrary<List<Block>> lists() {
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 128),
                Arbitraries.integers().between(96, 128),
                Arbitraries.of(0, 64, 80, 95, 96, 97, 127, 128));
        Arbitrary<Block> prefixes = Combinators.combine(address(), length)
                .as((ip, bits) -> Block.of(new Prefix(Prefix.mask(ip, bits), bits)));
        Arbitrary<Block> ranges = Combinators.combine(address(), address()).as(IpMapTest::between);
        return Arbitraries.oneOf(prefixes, ranges).list().ofMaxSize(12);
    }

    private static Block between(Ip one, Ip other) {
        if (one.isIpv4() != other.isIpv4()) {
            return new Block(one, one);
        }
        return one.compareTo(other) <= 0 ? new Block(one, other) : new Block(other, one);
    }

    @Provide
    Arbitrary<List<Ip>> addresses() {
        return address().list().ofMinSize(1).ofMaxSize(8);
    }

    private static Arbitrary<Ip> address() {
        Arbitrary<Integer> few = Arbitraries.of(0, 1, 2, 3, 0x40, 0x80, 0xff, 0xfe);
        Arbitrary<Ip> ipv4 = Combinators.combine(few, few).as((a, b) -> Ip.ofIpv4(a << 24 | b));
        Arbitrary<Long> half = Combinators.combine(few, few).as((a, b) -> (long) a << 56 | b);
        Arbitrary<Ip> ipv6 = Combinators.combine(half, half).as(Ip::new);
        Arbitrary<Ip> any =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Ip::new);
        return Arbitraries.frequencyOf(Tuple.of(6, ipv4), Tuple.of(3, ipv6), Tuple.of(1, any));
    }

    /** The first and the last address of every block, and their neighbours. */
    private static List<Ip> corners(List<Block> list) {
        List<Ip> corners = new ArrayList<>();
        List<Block> ends = List.of(Block.parse("0.0.0.0/0"), new Block(new Ip(0, 0), new Ip(-1, -1)));
        for (Block block : both(list, ends)) {
            Ip first = block.first();
            Ip last = block.last();
            corners.addAll(List.of(first, plus(first, -1), last, plus(last, 1)));
        }
        return corners;
    }

    private static Ip plus(Ip ip, int one) {
        long low = ip.low() + one;
        boolean carry = one > 0 ? low == 0 : low == -1;
        return new Ip(ip.high() + (carry ? one : 0), low);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static int first(List<Block> list, Ip client) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).contains(client)) {
                return i;
            }
        }
        return OTHERWISE;
    }

    private static IpMap<Integer> cut(List<Block> list) {
        IpMap.Builder<Integer> builder = new IpMap.Builder<>();
        for (int i = 0; i < list.size(); i++) {
            builder.add(list.get(i), i);
        }
        return builder.build();
    }

    private static int entry(@Nullable Integer found) {
        return found == null ? OTHERWISE : found;
    }

    /** As long lists are, with the index, against an ordered map. */
    @Property(tries = 20)
    void answersAsAnOrderedMapWhereThereAreMany(@ForAll Random random) {
        TreeMap<Ip, Integer> model = new TreeMap<>();
        IpMap.Builder<Integer> builder = new IpMap.Builder<>();
        for (int i = 0; i < 3000; i++) {
            Ip ip = random.nextBoolean() ? Ip.ofIpv4(random.nextInt() & -4) : new Ip(random.nextLong(), -1L << 32);
            if (model.putIfAbsent(ip, i) == null) {
                builder.add(new Block(ip, new Ip(ip.high(), ip.low() + 3)), i);
            }
        }
        IpMap<Integer> map = builder.build();
        for (Ip ip : model.keySet()) {
            for (int more = -1; more <= 4; more++) {
                Ip client = new Ip(ip.high(), ip.low() + more);
                Map.Entry<Ip, Integer> floor = model.floorEntry(client);
                boolean inside = floor != null
                        && floor.getKey().high() == client.high()
                        && client.low() - floor.getKey().low() < 4
                        && client.low() >= floor.getKey().low();
                if (client.isIpv4() == ip.isIpv4()) {
                    assertEquals(inside && floor != null ? floor.getValue() : null, map.find(client));
                }
            }
        }
    }

    @Property(tries = 500)
    void isTheSameWhateverWasOrderedBefore(@ForAll("lists") List<Block> list) {
        List<Block> apart = new ArrayList<>();
        list.stream().sorted(Comparator.comparing(Block::first)).forEach(block -> {
            if (apart.isEmpty() || apart.getLast().last().compareTo(block.first()) < 0) {
                apart.add(block);
            }
        });
        IpMap.Builder<Block> forward = new IpMap.Builder<>();
        apart.forEach(block -> forward.add(block, block));
        IpMap.Builder<Block> backward = new IpMap.Builder<>();
        apart.reversed().forEach(block -> backward.add(block, block));
        for (Ip client : corners(apart)) {
            assertEquals(forward.build().find(client), backward.build().find(client));
        }
    }
}
