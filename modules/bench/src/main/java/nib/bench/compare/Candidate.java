package nib.bench.compare;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that can stand between clients and the server.
 *
 * @param ours whether it is compared with the others, or one of the others
 * @param version what it says of itself; asked once
 * @param missing why it cannot run here; empty when it can
 * @param recipe how it is started; null for nothing at all between clients and server
 */
record Candidate(
        String name,
        Carries carries,
        boolean ours,
        Supplier<String> version,
        Supplier<String> missing,
        @Nullable Function<Link, Recipe> recipe) {

    /** The line that shows what everything else adds to. */
    static Candidate direct(String name, Carries carries) {
        return new Candidate(name, carries, false, () -> "no balancer", () -> "", null);
    }
}
