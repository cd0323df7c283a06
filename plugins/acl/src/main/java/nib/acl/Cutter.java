package nib.acl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;

/**
 * Cuts entries, given in the order in which they count, into {@link Ranges}. Takes O(n log n) for n entries.
 *
 * <p>An IPv6 block never holds IPv4 clients, although their addresses lie in {@code ::/0} as numbers: {@code ::/0} means
 * everybody who comes by IPv6.
 */
final class Cutter {
    private static final Prefix IPV4 = new Prefix(Ip.ofIpv4(0), 96);

    /** Some addresses in a row; of two that overlap, the one that was listed first counts. */
    private record Range(Ip first, Ip last, Verdict verdict) {}

    /** Where a range begins, or the first address after it. */
    private record Edge(Ip at, int range, boolean begins) {}

    private final List<Range> ranges = new ArrayList<>();

    void add(Prefix block, Verdict verdict) {
        Ip last = last(block);
        if (block.length() < IPV4.length()
                && Prefix.mask(IPV4.base(), block.length()).equals(block.base())) {
            ranges.add(new Range(block.base(), before(IPV4.base()), verdict));
            if (!last.equals(last(IPV4))) {
                ranges.add(new Range(after(last(IPV4)), last, verdict));
            }
        } else {
            ranges.add(new Range(block.base(), last, verdict));
        }
    }

    /** Walks over all edges; between two of them the first of the ranges that are open counts. */
    Ranges cut(Verdict otherwise) {
        List<Ip> starts = new ArrayList<>(List.of(new Ip(0, 0)));
        List<Verdict> verdicts = new ArrayList<>(List.of(otherwise));
        PriorityQueue<Integer> open = new PriorityQueue<>();
        List<Edge> edges = edges();
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            if (edge.begins()) {
                open.add(edge.range());
            }
            boolean more = i + 1 < edges.size() && edges.get(i + 1).at().equals(edge.at());
            if (!more) {
                mark(edge.at(), first(open, edge.at(), otherwise), starts, verdicts);
            }
        }
        return new Ranges(starts, verdicts);
    }

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            edges.add(new Edge(range.first(), i, true));
            if (range.last().high() != -1 || range.last().low() != -1) {
                edges.add(new Edge(after(range.last()), i, false));
            }
        }
        edges.sort(Comparator.comparing(Edge::at));
        return edges;
    }

    private Verdict first(PriorityQueue<Integer> open, Ip at, Verdict otherwise) {
        Integer first = open.peek();
        while (first != null && ranges.get(first).last().compareTo(at) < 0) {
            open.remove();
            first = open.peek();
        }
        return first == null ? otherwise : ranges.get(first).verdict();
    }

    private static void mark(Ip at, Verdict verdict, List<Ip> starts, List<Verdict> verdicts) {
        if (at.equals(starts.getLast())) {
            verdicts.set(verdicts.size() - 1, verdict);
        } else if (!verdict.equals(verdicts.getLast())) {
            starts.add(at);
            verdicts.add(verdict);
        }
    }

    private static Ip last(Prefix block) {
        Ip ones = new Ip(-1, -1);
        Ip mask = Prefix.mask(ones, block.length());
        return new Ip(block.base().high() | ~mask.high(), block.base().low() | ~mask.low());
    }

    private static Ip after(Ip ip) {
        return new Ip(ip.low() == -1 ? ip.high() + 1 : ip.high(), ip.low() + 1);
    }

    private static Ip before(Ip ip) {
        return new Ip(ip.low() == 0 ? ip.high() - 1 : ip.high(), ip.low() - 1);
    }
}
