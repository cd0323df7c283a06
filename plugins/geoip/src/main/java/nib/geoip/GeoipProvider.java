package nib.geoip;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nib.api.Printable;
import nib.api.Verdict;
import nib.geoip.GeoipSettings.Otherwise;
import nib.geoip.GeoipSettings.Rule;
import nib.geoip.GeoipSettings.Who;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;
import nib.spi.Verb;

/** Brings the word {@code geoip} to life. */
public final class GeoipProvider implements Guard.Provider<GeoipSettings> {
    /** For the service loader. */
    public GeoipProvider() {}

    @Override
    public String word() {
        return "geoip";
    }

    @Override
    public Settings<GeoipSettings> settings() {
        return new Settings<>(GeoipSettings.class, MethodHandles.lookup());
    }

    @Override
    public Guard create(GeoipSettings settings) {
        if (settings.databases().isEmpty()) {
            throw new Complaint("databases", "expected at least one database");
        }
        List<Rule> written = rules(settings);
        List<Selection> rules = new ArrayList<>();
        Set<String> pools = new LinkedHashSet<>();
        for (Rule rule : written) {
            rules.add(selection(rule, rules.size() + 1));
            rule.pool().ifPresent(pools::add);
        }
        settings.otherwise().pool().ifPresent(pools::add);
        Verdict otherwise = otherwise(settings.otherwise());
        boolean judges = !rules.isEmpty() || !(otherwise instanceof Verdict.Allow);
        String missing = "geoip: no database";
        Verdict closed =
                judges ? new Verdict.Deny(Verdict.How.DENY, missing) : new Verdict.Allow(missing + ", otherwise allow");
        return new Geoip(
                settings.databases(),
                rules,
                new Geoip.Terms(otherwise, closed, pools, settings.maxAge().toMillis()));
    }

    private static List<Rule> rules(GeoipSettings settings) {
        int lists = (settings.rules().isEmpty() ? 0 : 1)
                + (settings.allow().isPresent() ? 1 : 0)
                + (settings.deny().isPresent() ? 1 : 0);
        if (lists > 1) {
            throw new Complaint(
                    settings.deny().isPresent() ? "deny" : "allow",
                    "rules, allow and deny side by side have no order; write rules: [{allow: [...]}, {deny: [...]}]");
        }
        Optional<Who> nobody = Optional.empty();
        if (lists == 1 && settings.rules().isEmpty()) {
            return List.of(
                    new Rule(settings.allow(), settings.deny(), nobody, nobody, nobody, Optional.empty(), nobody));
        }
        return settings.rules();
    }

    private static Selection selection(Rule rule, int number) {
        Map<Verb, Who> verbs = new LinkedHashMap<>();
        rule.allow().ifPresent(who -> verbs.put(Verb.ALLOW, who));
        rule.deny().ifPresent(who -> verbs.put(Verb.DENY, who));
        rule.reset().ifPresent(who -> verbs.put(Verb.RESET, who));
        rule.drop().ifPresent(who -> verbs.put(Verb.DROP, who));
        rule.tarpit().ifPresent(who -> verbs.put(Verb.TARPIT, who));
        if (rule.pool().isPresent() != rule.from().isPresent()) {
            throw new Complaint("rules", "rule " + number + ": pool and from go together: {pool: other, from: [...]}");
        }
        if (verbs.size() + (rule.pool().isPresent() ? 1 : 0) != 1) {
            throw new Complaint(
                    "rules",
                    "rule " + number + ": expected clients under one of allow, deny, reset, drop, tarpit, pool");
        }
        if (rule.pool().isPresent()) {
            String pool = rule.pool().get();
            return checked(
                    rule.from().orElseThrow(),
                    new Verdict.ToPool(pool, "geoip: pool " + pool + " (rule " + number + ")"));
        }
        Verb verb = verbs.keySet().iterator().next();
        Who who = verbs.values().iterator().next();
        return checked(who, verb.verdict("geoip: " + verb + " (rule " + number + ")"));
    }

    private static Selection checked(Who who, Verdict verdict) {
        who.countries().forEach(country -> form(country, "[A-Z]{2}", "a country by two capital letters such as DE"));
        who.continents().forEach(one -> form(one, "AF|AN|AS|EU|NA|OC|SA", "AF, AN, AS, EU, NA, OC or SA"));
        who.regions().forEach(region -> form(region, "[A-Z]{2}-[A-Z0-9]{1,3}", "a region such as DE-BE"));
        return Selection.of(who, verdict);
    }

    private static void form(String text, String form, String expected) {
        if (!text.matches(form)) {
            throw new Complaint("rules", "expected " + expected + ", found " + Printable.of(text, 20));
        }
    }

    private static Verdict otherwise(Otherwise otherwise) {
        if (otherwise.verb().isPresent() == otherwise.pool().isPresent()) {
            throw new Complaint("otherwise", "expected allow, deny, reset, drop, tarpit or {pool: other}");
        }
        return otherwise
                .pool()
                .<Verdict>map(pool -> new Verdict.ToPool(pool, "geoip: otherwise pool " + pool))
                .orElseGet(() -> {
                    Verb verb = otherwise.verb().orElseThrow();
                    return verb.verdict("geoip: otherwise " + verb);
                });
    }
}
