package nib.pen;

import java.util.Locale;
import java.util.Optional;

/** Numbers by the words of penctl(1), with the defaults of pen 0.34.1: {@code blacklist}, {@code blacklist 5}. */
enum Setting {
    /** Seconds that a server is left alone. */
    BLACKLIST(30, 0, Setting.DAY),
    CLIENT_ACL(0, 0, Setting.LAST_LIST),
    /** Clients that are tracked. */
    CLIENTS_MAX(2048, 1, Setting.MOST),
    /** Connections at once. */
    CONN_MAX(500, 1, Setting.MOST),
    CONTROL_ACL(0, 0, Setting.LAST_LIST),
    DEBUG(0, 0, 99),
    /** Seconds; 0 for ever. */
    IDLE_TIMEOUT(0, 0, Setting.MOST),
    /** Idle connections to servers. */
    IDLERS(0, 0, 10_000),
    /** Connects at once; without an effect here, since they count like connections. */
    PENDING_MAX(100, 1, Setting.MOST),
    /** Seconds. */
    SSL_CLIENT_RENEGOTIATION_INTERVAL(3600, 0, Setting.MOST),
    TARPIT_ACL(-1, -1, Setting.LAST_LIST),
    /** Seconds that a connect may take. */
    TIMEOUT(3, 1, 3600),
    /** Seconds that clients are tracked; 0 for ever. */
    TRACKING(0, 0, Setting.MOST);

    static final int LAST_LIST = 9;
    static final int MOST = 10_000_000;
    private static final int DAY = 86_400;

    final int usual;
    private final int least;
    private final int most;

    Setting(int usual, int least, int most) {
        this.usual = usual;
        this.least = least;
        this.most = most;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Setting> of(String word) {
        for (Setting one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** Whether it only ever rises, since pen's tables only grow. */
    boolean grows() {
        return this == CLIENTS_MAX || this == CONN_MAX;
    }

    int read(String what, String text) throws Failure {
        return Text.number(what, text, least, most);
    }

    /** As penctl answers it. */
    String answer(int value) {
        return switch (this) {
            case IDLE_TIMEOUT -> "Idle timeout: " + value + " seconds\n";
            case TARPIT_ACL -> "tarpit_acl = " + value;
            case IDLERS, PENDING_MAX, SSL_CLIENT_RENEGOTIATION_INTERVAL -> "";
            default -> value + "\n";
        };
    }
}
