package nib.config;

import java.util.List;
import nib.spi.Settings;

/**
 * What may be written for a record, without writing it: for a schema, for documentation, for messages. Immutable.
 *
 * @param <S> the record
 */
public final class Description<S extends Record> {
    private Description() {}

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
        throw new UnsupportedOperationException("unfinished");
    }

    /** The record. */
    public Class<S> type() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** What it is for; empty if it does not say. */
    public String about() {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Its settings in the order of their declaration. */
    public List<Setting> settings() {
        throw new UnsupportedOperationException("unfinished");
    }
}
