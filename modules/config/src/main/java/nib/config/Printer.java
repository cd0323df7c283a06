package nib.config;

import nib.spi.Settings;

/** Writes records as the YAML from which an equal record would be bound. Immutable. */
public final class Printer {
    /** A printer that knows these scalars and asks how parts are spelled there. Leaves out nothing. */
    public Printer(Scalars scalars, Speller speller) {
        throw new UnsupportedOperationException("unfinished");
    }

    /** One that leaves out what equals its default, and writes the one setting that has a shorthand alone. */
    public Printer terse() {
        throw new UnsupportedOperationException("unfinished");
    }

    /**
     * The text in block style, ending in a new line. Durations are in the largest unit that is exact.
     *
     * @throws IllegalArgumentException if the record cannot be declared so, or a value cannot be written
     */
    public <S extends Record> String print(Settings<S> settings, S value) {
        throw new UnsupportedOperationException("unfinished");
    }

    /** Knows how a part was written. */
    @FunctionalInterface
    public interface Speller {
        /** The spelling of a part that stands at a place. */
        Spelling<?> spell(Object part, Place place);
    }

    /**
     * How a part is written.
     *
     * @param word its provider's
     * @param type its provider's
     * @param settings what it was created from
     */
    public record Spelling<S extends Record>(String word, Settings<S> type, S settings) {}
}
