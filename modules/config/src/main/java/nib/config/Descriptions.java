package nib.config;

import java.util.HashMap;
import java.util.Map;
import nib.spi.Settings;

/** Describes each record once. For one thread. */
final class Descriptions {
    private final Scalars scalars;
    private final Map<Class<?>, Description<?>> known = new HashMap<>();

    Descriptions(Scalars scalars) {
        this.scalars = scalars;
    }

    @SuppressWarnings("unchecked") // a description is filed under its own type
    <S extends Record> Description<S> of(Settings<S> settings) {
        return (Description<S>) known.computeIfAbsent(settings.type(), type -> Description.of(settings, scalars));
    }
}
