package nib.acl;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.acl.AclSettings.Who;
import nib.api.Printable;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;
import nib.spi.Verb;

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
        Set<String> pools = new LinkedHashSet<>();
        settings.otherwise().pool().ifPresent(pools::add);
        List<Rules.Rule> rules = rules(settings);
        for (Rules.Rule rule : rules) {
            if (rule.ruling() instanceof Ruling.ToPool other) {
                pools.add(other.pool());
            }
        }
        return new Acl(rules, last.verdict("acl: otherwise " + last), pools);
    }

    private static List<Rules.Rule> rules(AclSettings settings) {
        Map<String, Rules.Rule> single = new LinkedHashMap<>();
        Optional<Week> always = Optional.empty();
        add(single, Verb.ALLOW, settings.allow(), always);
        add(single, Verb.DENY, settings.deny(), always);
        add(single, Verb.RESET, settings.reset(), always);
        add(single, Verb.DROP, settings.drop(), always);
        add(single, Verb.TARPIT, settings.tarpit(), always);
        List<String> words = List.copyOf(single.keySet());
        if (settings.rules().isEmpty()) {
            if (words.size() > 1) {
                throw unordered(words.get(0), words.get(1));
            }
            return List.copyOf(single.values());
        }
        if (!words.isEmpty()) {
            throw unordered("rules", words.get(0));
        }
        List<Rules.Rule> rules = new ArrayList<>();
        for (Rule rule : settings.rules()) {
            rules.add(rule(rule, rules.size() + 1));
        }
        return rules;
    }

    private static Rules.Rule rule(Rule rule, int number) {
        Optional<Week> week = rule.during().map(during -> Week.of(during, System::currentTimeMillis));
        Map<String, Rules.Rule> verbs = new LinkedHashMap<>();
        add(verbs, Verb.ALLOW, rule.allow(), week);
        add(verbs, Verb.DENY, rule.deny(), week);
        add(verbs, Verb.RESET, rule.reset(), week);
        add(verbs, Verb.DROP, rule.drop(), week);
        add(verbs, Verb.TARPIT, rule.tarpit(), week);
        if (rule.pool().isPresent() != rule.from().isPresent()) {
            throw new Complaint("rules", "rule " + number + ": pool and from go together: {pool: other, from: [...]}");
        }
        rule.pool()
                .ifPresent(pool -> verbs.put(
                        "pool", checked(new Ruling.ToPool(pool), rule.from().orElseThrow(), week)));
        if (verbs.size() != 1) {
            throw new Complaint(
                    "rules",
                    "rule " + number + ": expected clients under one of allow, deny, reset, drop, tarpit, pool; found "
                            + (verbs.isEmpty() ? "none" : String.join(" and ", verbs.keySet())));
        }
        return verbs.values().iterator().next();
    }

    private static void add(Map<String, Rules.Rule> rules, Verb verb, Optional<Who> who, Optional<Week> week) {
        who.ifPresent(some -> rules.put(verb.toString(), checked(new Ruling.Plain(verb), some, week)));
    }

    private static Rules.Rule checked(Ruling ruling, Who who, Optional<Week> week) {
        for (String country : who.countries()) {
            if (!country.matches("[A-Z]{2}")) {
                throw new Complaint(
                        "rules",
                        "expected a country by two capital letters such as DE, found " + Printable.of(country, 20));
            }
        }
        for (long asn : who.asns()) {
            if (asn < 0 || asn > 0xffff_ffffL) {
                throw new Complaint("rules", "the number of an autonomous system is 0 to 4294967295, not " + asn);
            }
        }
        return new Rules.Rule(ruling, who, week);
    }

    private static Complaint unordered(String first, String second) {
        return new Complaint(
                second,
                first + " and " + second + " side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]"
                        + " in the order in which they shall be asked");
    }

    private static Ruling last(Otherwise otherwise) {
        if (otherwise.verb().isPresent() == otherwise.pool().isPresent()) {
            throw new Complaint("otherwise", "expected allow, deny, reset, drop, tarpit or {pool: other}");
        }
        return otherwise
                .verb()
                .<Ruling>map(Ruling.Plain::new)
                .orElseGet(() -> new Ruling.ToPool(otherwise.pool().orElseThrow()));
    }
}
