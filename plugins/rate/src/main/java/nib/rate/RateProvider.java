package nib.rate;

import java.lang.invoke.MethodHandles;
import java.security.SecureRandom;
import java.time.Duration;
import nib.api.Verdict;
import nib.rate.RateSettings.Over;
import nib.rate.RateSettings.Per;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;

/** Brings the word {@code rate} to life. */
public final class RateProvider implements Guard.Provider<RateSettings> {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** For the service loader. */
    public RateProvider() {}

    @Override
    public String word() {
        return "rate";
    }

    @Override
    public Settings<RateSettings> settings() {
        return new Settings<>(RateSettings.class, MethodHandles.lookup());
    }

    @Override
    public Guard create(RateSettings settings) {
        Pace pace = pace(settings);
        String words = words(settings);
        Verdict over = over(settings.over(), "rate: more than " + words);
        int clients = settings.per() == Per.ALL ? 1 : settings.clients();
        Who who = settings.per() == Per.ALL ? Who.EVERYBODY : Who.of(settings.ipv4Prefix(), settings.ipv6Prefix());
        Limiter limiter = new Limiter(pace, clients, RANDOM.nextLong());
        return new Rate(limiter, who, new Verdict.Allow("rate: not more than " + words), over);
    }

    private static Pace pace(RateSettings settings) {
        int burst = settings.burst() == 0 ? settings.most() : settings.burst();
        try {
            long patience = settings.over().queue().map(Duration::toNanos).orElse(0L);
            return Pace.of(settings.most(), settings.every().toNanos(), burst, patience);
        } catch (ArithmeticException e) {
            throw new Complaint("burst", "a burst of " + burst + " would take centuries to come again");
        }
    }

    private static String words(RateSettings settings) {
        return settings.most() + " in "
                + settings.every().toString().substring(2).toLowerCase(java.util.Locale.ROOT)
                + (settings.per() == Per.ALL ? " for all" : " for one client");
    }

    private static Verdict over(Over over, String reason) {
        boolean nothing =
                over.verb().isEmpty() && over.pool().isEmpty() && over.queue().isEmpty();
        if (nothing || (over.verb().isPresent() && over.pool().isPresent())) {
            throw new Complaint("over", "expected deny, reset, drop, tarpit, {pool: other} or {queue: 2s}");
        }
        return over.pool()
                .<Verdict>map(pool -> new Verdict.ToPool(pool, reason))
                .orElseGet(() -> new Verdict.Deny(over.verb().orElse(Verdict.How.RESET), reason));
    }
}
