package nib.acl;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;

/** Brings the word {@code acl} to life. */
public final class AclProvider implements Guard.Provider<AclSettings> {
    /** For the service loader. */
    public AclProvider() {}

    @Override
    public String word() {
        return "acl";
    }

    @Override
    public Settings<AclSettings> settings() {
        return new Settings<>(AclSettings.class, MethodHandles.lookup());
    }

    @Override
    public Guard create(AclSettings settings) {
        Ruling last = last(settings.otherwise());
        Verdict otherwise = last.verdict("acl: otherwise " + last);
        Cutter cutter = new Cutter();
        Set<String> pools = new LinkedHashSet<>();
        settings.otherwise().pool().ifPresent(pools::add);
        int number = 0;
        for (Step step : steps(settings)) {
            for (Prefix block : step.blocks()) {
                number++;
                cutter.add(block, verdict(step.ruling(), block, number));
            }
            if (step.ruling() instanceof Ruling.ToPool other) {
                pools.add(other.pool());
            }
        }
        return new Acl(cutter.cut(otherwise), otherwise, pools);
    }

    private static Verdict verdict(Ruling ruling, Prefix block, int number) {
        return ruling.verdict("acl: " + ruling + " " + block + " (entry " + number + ")");
    }

    /** A rule that has been found to have exactly one verb. */
    private record Step(String word, Ruling ruling, List<Prefix> blocks) {}

    private static List<Step> steps(AclSettings settings) {
        List<Step> single = verbs(settings.allow(), settings.deny(), settings.reset(), settings.drop());
        if (settings.rules().isEmpty()) {
            if (single.size() > 1) {
                throw unordered(single.get(0).word(), single.get(1).word());
            }
            return single;
        }
        if (!single.isEmpty()) {
            throw unordered("rules", single.get(0).word());
        }
        List<Step> steps = new ArrayList<>();
        for (Rule rule : settings.rules()) {
            steps.add(step(rule, steps.size() + 1));
        }
        return steps;
    }

    private static Step step(Rule rule, int number) {
        List<Step> verbs = verbs(rule.allow(), rule.deny(), rule.reset(), rule.drop());
        if (rule.pool().isPresent() != !rule.from().isEmpty()) {
            throw new Complaint("rules", "rule " + number + ": pool and from go together: {pool: other, from: [...]}");
        }
        rule.pool().ifPresent(pool -> verbs.add(new Step("pool", new Ruling.ToPool(pool), rule.from())));
        if (verbs.size() != 1) {
            throw new Complaint(
                    "rules",
                    "rule " + number + ": expected addresses under one of allow, deny, reset, drop, pool; found "
                            + (verbs.isEmpty() ? "none" : words(verbs)));
        }
        return verbs.getFirst();
    }

    private static List<Step> verbs(List<Prefix> allow, List<Prefix> deny, List<Prefix> reset, List<Prefix> drop) {
        List<Step> all = new ArrayList<>(List.of(
                new Step("allow", Verb.ALLOW, allow),
                new Step("deny", Verb.DENY, deny),
                new Step("reset", Verb.RESET, reset),
                new Step("drop", Verb.DROP, drop)));
        all.removeIf(step -> step.blocks().isEmpty());
        return all;
    }

    private static String words(List<Step> steps) {
        return String.join(" and ", steps.stream().map(Step::word).toList());
    }

    private static Complaint unordered(String first, String second) {
        return new Complaint(
                second,
                first + " and " + second + " side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked");
    }

    private static Ruling last(Otherwise otherwise) {
        if (otherwise.verb().isPresent() == otherwise.pool().isPresent()) {
            throw new Complaint("otherwise", "expected allow, deny, reset, drop or {pool: other}");
        }
        return otherwise
                .verb()
                .map(Ruling.class::cast)
                .orElseGet(() -> new Ruling.ToPool(otherwise.pool().orElseThrow()));
    }
}
