package nib.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A part that reads files: lists, databases, certificates. The house calls {@link #load} when a plan is made, which is
 * also what {@code check} does, so that a broken file is a problem of the plan; at every reload; and when one of the
 * files has changed.
 */
public interface Loadable {
    /**
     * Reads its files and puts them in the place of what it had, all or nothing: after an exception, what was loaded
     * before stays. May be called by several threads at once, never by those that serve clients.
     *
     * @throws IOException with a message for the operator that names the file, and the line where there is one
     */
    void load() throws IOException;

    /**
     * The files that it reads, whether they are there or not; they are watched. Of a folder, the files in it are. Always
     * the same.
     */
    List<Path> files();
}
