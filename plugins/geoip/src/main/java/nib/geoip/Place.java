package nib.geoip;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one database says of an address; what it does not say is null or empty.
 *
 * @param region by ISO 3166-2
 */
record Place(
        @Nullable String country,
        @Nullable String continent,
        @Nullable String region,
        @Nullable Long asn,
        Set<Trait> traits) {
    /** Reads a record by the names that MaxMind's databases use, and others for their sake. */
    static Place of(Map<?, ?> data) {
        String country = text(data.get("country"), "iso_code");
        if (country == null) {
            country = text(data.get("registered_country"), "iso_code");
        }
        String region = data.get("subdivisions") instanceof List<?> parts && !parts.isEmpty()
                ? text(parts.getFirst(), "iso_code")
                : null;
        return new Place(
                country,
                text(data.get("continent"), "code"),
                country == null || region == null ? null : country + "-" + region,
                asn(data),
                traits(data));
    }

    private static @Nullable String text(@Nullable Object of, String key) {
        return of instanceof Map<?, ?> map && map.get(key) instanceof String text && text.length() <= 8 ? text : null;
    }

    private static @Nullable Long asn(Map<?, ?> data) {
        String key = "autonomous_system_number";
        Object number = data.get(key);
        if (number == null && data.get("traits") instanceof Map<?, ?> traits) {
            number = traits.get(key);
        }
        return number instanceof Number value ? Long.valueOf(value.longValue()) : null;
    }

    private static Set<Trait> traits(Map<?, ?> data) {
        EnumSet<Trait> all = EnumSet.noneOf(Trait.class);
        for (Trait trait : Trait.values()) {
            if (Boolean.TRUE.equals(data.get(trait.key))
                    || (data.get("traits") instanceof Map<?, ?> traits && Boolean.TRUE.equals(traits.get(trait.key)))) {
                all.add(trait);
            }
        }
        return Collections.unmodifiableSet(all);
    }
}
