package nib.geoip;

import java.util.List;
import java.util.Set;
import nib.api.Verdict;

/** A rule: whom it means, and what becomes of them. */
record Selection(GeoipSettings.Who who, Set<String> countries, Verdict verdict) {
    static Selection of(GeoipSettings.Who who, Verdict verdict) {
        return new Selection(who, Set.copyOf(who.countries()), verdict);
    }

    boolean means(Place place) {
        return (place.country() != null && countries.contains(place.country()))
                || (place.continent() != null && who.continents().contains(place.continent()))
                || (place.region() != null && who.regions().contains(place.region()))
                || (place.asn() != null && who.asns().contains(place.asn()))
                || who.traits().stream().anyMatch(place.traits()::contains);
    }

    /** The number of the first that means a place; the number of all if none does. */
    static int first(List<Selection> rules, Place place) {
        int rule = 0;
        while (rule < rules.size() && !rules.get(rule).means(place)) {
            rule++;
        }
        return rule;
    }
}
