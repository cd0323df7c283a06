package nib.pen;

import java.util.Locale;
import java.util.Optional;

/** What is on or off, by the words of penctl(1): {@code hash}, {@code no hash}. */
enum Switch {
    ABORT_ON_ERROR,
    ASCII,
    DUMMY,
    HASH,
    HTTP,
    KEEPALIVE,
    PEEK,
    PRIO,
    ROUNDROBIN,
    STUBBORN,
    TCP_NODELAY,
    TRANSPARENT,
    WEIGHT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Switch> of(String word) {
        for (Switch one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
