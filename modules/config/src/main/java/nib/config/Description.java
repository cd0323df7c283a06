package nib.config;

import java.util.List;
import java.util.Optional;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What may be written for a record, without writing it: for a schema, for documentation, for messages. Immutable.
 *
 * @param <S> the record
 */
public final class Description<S extends Record> {
    private final Class<S> type;
    private final String about;
    private final List<Setting> settings;
    private final Handles handles;

    Description(Class<S> type, String about, List<Setting> settings, Handles handles) {
        this.type = type;
        this.about = about;
        this.settings = List.copyOf(settings);
        this.handles = handles;
    }

    /**
     * Describes a record that uses the usual scalars.
     *
     * @throws IllegalArgumentException if it is declared wrongly
     */
    public static <S extends Record> Description<S> of(Settings<S> settings) {
        return of(settings, Scalars.usual());
    }

    /**
     * Describes a record.
     *
     * @throws IllegalArgumentException if it is declared wrongly: a type that cannot be bound, a default or a range that
     *     cannot be read, a shorthand beside settings that must be there, a record within itself
     */
    public static <S extends Record> Description<S> of(Settings<S> settings, Scalars scalars) {
        return scalars.describe(settings);
    }

    /** The record. */
    public Class<S> type() {
        return type;
    }

    /** What it is for; empty if it does not say. */
    public String about() {
        return about;
    }

    /** Its settings in the order of their declaration. */
    public List<Setting> settings() {
        return settings;
    }

    /** The setting that may be written alone in place of all. */
    public Optional<Setting> shorthand() {
        return settings.stream().filter(Setting::shorthand).findFirst();
    }

    /** The keys that may be written. */
    List<String> keys() {
        return settings.stream().map(Setting::key).toList();
    }

    /** Makes a record; what its constructor throws comes through. */
    S construct(@Nullable Object[] values) {
        return type.cast(handles.construct(values));
    }

    /** The value of a setting, by its number. */
    Object value(Record from, int index) {
        return handles.value(from, index);
    }
}
