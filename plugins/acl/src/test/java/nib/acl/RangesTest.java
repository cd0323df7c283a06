package nib.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;

/** Ranges against a list that is read from top to bottom. */
class RangesTest {
    private static final int OTHERWISE = -1;

    @Property(tries = 2000)
    void answersAsTheFirstEntryThatContainsTheClient(
            @ForAll("lists") List<Prefix> list, @ForAll("addresses") List<Ip> clients) {
        Ranges ranges = cut(list);
        for (Ip client : both(clients, corners(list))) {
            assertEquals(first(list, client), entry(find(ranges, client)), () -> client + " in " + list);
        }
    }

    @Property(tries = 500)
    void answersAlikeWithinTheScope(@ForAll("lists") List<Prefix> list, @ForAll("addresses") List<Ip> clients) {
        Ranges ranges = cut(list);
        List<Ip> all = both(clients, corners(list));
        for (Ip client : all) {
            Verdict verdict = find(ranges, client);
            int length = ranges.scope(client.high(), client.low());
            all.stream()
                    .filter(other -> alike(client, other, length))
                    .forEach(other -> assertSame(verdict, find(ranges, other), () -> client + ", " + other));
        }
    }

    @Property(tries = 500)
    void knowsTheLargestScope(@ForAll("lists") List<Prefix> list, @ForAll("addresses") List<Ip> clients) {
        Ranges ranges = cut(list);
        for (Ip client : clients) {
            int verdict = entry(find(ranges, client));
            int wider = ranges.scope(client.high(), client.low()) - 1;
            if (wider >= 0) {
                assertTrue(
                        corners(list).stream()
                                .filter(other -> alike(client, other, wider))
                                .anyMatch(other -> entry(find(ranges, other)) != verdict),
                        () -> client + " could have had " + wider + " bits in " + list);
            }
        }
    }

    /** Whether two addresses share their first bits. */
    private static boolean alike(Ip one, Ip other, int bits) {
        return Prefix.mask(one, bits).equals(Prefix.mask(other, bits));
    }

    /** Few bits vary, so that blocks lie in each other and beside each other. */
    @Provide
    Arbitrary<List<Prefix>> lists() {
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 128),
                Arbitraries.integers().between(96, 128),
                Arbitraries.of(0, 64, 80, 95, 96, 97, 127, 128));
        return Combinators.combine(address(), length)
                .as((ip, bits) -> new Prefix(Prefix.mask(ip, bits), bits))
                .list()
                .ofMaxSize(12);
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
    private static List<Ip> corners(List<Prefix> list) {
        List<Ip> corners = new ArrayList<>();
        for (Prefix block : both(list, List.of(new Prefix(Ip.ofIpv4(0), 96), new Prefix(new Ip(0, 0), 0)))) {
            Ip first = block.base();
            Ip rest = Prefix.mask(new Ip(-1, -1), block.length());
            Ip last = new Ip(first.high() | ~rest.high(), first.low() | ~rest.low());
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

    private static int first(List<Prefix> list, Ip client) {
        for (int i = 0; i < list.size(); i++) {
            boolean ipv6Block = list.get(i).length() < 96;
            if (list.get(i).contains(client) && !(ipv6Block && client.isIpv4())) {
                return i;
            }
        }
        return OTHERWISE;
    }

    private static Ranges cut(List<Prefix> list) {
        Cutter cutter = new Cutter();
        for (int i = 0; i < list.size(); i++) {
            cutter.add(list.get(i), Verb.ALLOW.verdict("(entry " + i + ")"));
        }
        return cutter.cut(Verb.DENY.verdict("otherwise"));
    }

    private static Verdict find(Ranges ranges, Ip ip) {
        return ranges.find(ip.high(), ip.low());
    }

    private static int entry(Verdict verdict) {
        return verdict instanceof Verdict.Deny
                ? OTHERWISE
                : Integer.parseInt(verdict.reason().replaceFirst("\\(entry (\\d+)\\)", "$1"));
    }
}
