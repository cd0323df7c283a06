package nib.distribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nib.config.Description;
import nib.config.Scalars;
import nib.config.Setting;
import nib.config.Type;
import nib.spi.Settings;

/** The settings of a record and of the records within it. */
final class Keys {
    private Keys() {}

    /** The records, by their name in Java. */
    static Map<String, Description<?>> groups(Settings<?> settings, Scalars scalars) {
        Map<String, Description<?>> groups = new LinkedHashMap<>();
        collect(Description.of(settings, scalars), groups);
        return groups;
    }

    /** The keys of all of them. */
    static Set<String> all(Settings<?> settings, Scalars scalars) {
        Set<String> keys = new TreeSet<>();
        groups(settings, scalars).values().stream()
                .map(Description::settings)
                .flatMap(List::stream)
                .map(Setting::key)
                .forEach(keys::add);
        return keys;
    }

    private static void collect(Description<?> description, Map<String, Description<?>> groups) {
        groups.put(description.type().getSimpleName(), description);
        description.settings().forEach(setting -> collect(setting.type(), groups));
    }

    private static void collect(Type type, Map<String, Description<?>> groups) {
        switch (type) {
            case Type.Group group -> collect(group.description(), groups);
            case Type.ListOf list -> collect(list.element(), groups);
            case Type.MapOf map -> collect(map.value(), groups);
            case Type.Single single -> {}
            case Type.Choice choice -> {}
            case Type.Part part -> {}
        }
    }
}
