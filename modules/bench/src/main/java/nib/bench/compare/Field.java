package nib.bench.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Who takes part.
 *
 * @param ready those that can run here
 * @param skipped why others cannot, a line each
 */
record Field(List<Candidate> ready, List<String> skipped) {
    /** Everybody there is: one who is faster than all that follow him comes first, ours next. */
    static List<Candidate> everybody(Order order) {
        List<Candidate> all = new ArrayList<>();
        all.add(Candidate.direct("direct", Carries.STREAMS));
        all.add(Candidate.direct("direct-udp", Carries.DATAGRAMS));
        all.addAll(new Nibs(order.image().toAbsolutePath()).all());
        all.addAll(Peers.all());
        return all;
    }

    /** Those of everybody that were asked for and can run. */
    static Field of(Order order) {
        List<Candidate> everybody = everybody(order);
        known(order.candidates(), everybody.stream().map(Candidate::name).toList(), "candidate");
        List<Candidate> ready = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Candidate one : everybody) {
            if (Order.wanted(order.candidates(), one.name())) {
                String missing = one.missing().get();
                if (missing.isEmpty()) {
                    ready.add(one);
                } else {
                    skipped.add(one.name() + " is left out: " + missing);
                }
            }
        }
        return new Field(ready, skipped);
    }

    /** Those who carry what a work sends. */
    List<Candidate> entrants(Work work) {
        return ready.stream().filter(one -> one.carries() == work.carries()).toList();
    }

    /** @throws IllegalArgumentException if a name is none of those there are */
    static void known(List<String> names, List<String> there, String what) {
        names.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "there is no %s '%s', but %s".formatted(what, name, String.join(", ", there)));
        });
    }
}
