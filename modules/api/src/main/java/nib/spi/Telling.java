package nib.spi;

import java.util.List;

/** An engine that can tell more of itself than its listeners and servers show, for {@code nib ctl engines}. */
public interface Telling {
    /** What is so now, in the order in which it is shown. Called by any thread; may take a second. */
    List<Fact> facts();

    /**
     * Something that is so.
     *
     * @param about what of the engine, such as a device or a server's address; empty for all of it
     * @param name what is told, one or a few words
     * @param value what it is, one line
     */
    record Fact(String about, String name, String value) {}
}
