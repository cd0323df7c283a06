package nib.config;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/** What one run knows already: each record is described once, each default without parts is made once. */
final class Descriptions {
    private final Scalars scalars;
    private final Map<Class<?>, Description<?>> known = new HashMap<>();
    private final IdentityHashMap<Setting, Object> fallbacks = new IdentityHashMap<>();

    Descriptions(Scalars scalars) {
        this.scalars = scalars;
    }

    @SuppressWarnings("unchecked") // a description is filed under its own type
    <S extends Record> Description<S> of(Settings<S> settings) {
        return (Description<S>) known.computeIfAbsent(settings.type(), type -> Description.of(settings, scalars));
    }

    /** The value of a default that was made before. */
    @Nullable Object fallback(Setting setting) {
        return fallbacks.get(setting);
    }

    void keep(Setting setting, Object fallback) {
        fallbacks.put(setting, fallback);
    }
}
