package nib.distribution;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has opened, until it ends: what came last is closed first. */
final class Belongings {
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T one) {
        all.push(one);
        return one;
    }

    int count() {
        return all.size();
    }

    void close() throws Exception {
        for (AutoCloseable one : all) {
            one.close();
        }
    }
}
