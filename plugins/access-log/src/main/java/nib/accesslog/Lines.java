package nib.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Puts things into lines. For one thread.
 *
 * @param <T> what a line is about
 */
interface Lines<T> {
    /** One line about one thing. */
    void line(T one, ByteArrayOutputStream page) throws IOException;

    /**
     * One line that says that lines are missing.
     *
     * @param now milliseconds since 1970
     */
    void missing(long now, long count, ByteArrayOutputStream page) throws IOException;
}
