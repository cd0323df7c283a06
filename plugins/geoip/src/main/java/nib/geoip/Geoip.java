package nib.geoip;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import nib.api.Client;
import nib.api.Event;
import nib.api.Fact;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.geoip.Database.Located;
import nib.spi.Guard;
import nib.spi.Host;
import nib.spi.Loadable;
import nib.spi.Resident;
import org.jspecify.annotations.Nullable;

/**
 * Judges clients by the place of their address, and tells others of it.
 *
 * <pre>
 *   nothing read --load--> databases --load--> other databases
 *        \--load fails--> closed: a rule cannot be asked, so nobody comes in
 *                           (a load that fails later leaves what there is)
 * </pre>
 *
 * All of them are replaced together, by one write of a volatile field.
 */
final class Geoip implements Guard, Loadable, Resident {
    private static final long DAILY = Duration.ofDays(1).toNanos();

    private final List<Path> files;
    private final List<Selection> rules;
    private final Terms terms;
    private final Function<Client, @Nullable String> country = this::country;
    private final Function<Client, @Nullable Long> asn = this::asn;
    private volatile Database @Nullable [] databases;
    private volatile long generation;
    private volatile @Nullable Host host;
    private volatile @Nullable String trouble;
    private volatile Runnable off = () -> {};

    /**
     * What does not depend on databases.
     *
     * @param otherwise what becomes of those whom no rule means
     * @param closed what becomes of everybody when there is no database
     * @param maxAge milliseconds; 0 for any
     */
    record Terms(Verdict otherwise, Verdict closed, Set<String> pools, long maxAge) {}

    Geoip(List<Path> files, List<Selection> rules, Terms terms) {
        this.files = files;
        this.rules = rules;
        this.terms = terms;
    }

    @Override
    public Verdict check(Client client) {
        client.offer(Fact.COUNTRY, country);
        client.offer(Fact.ASN, asn);
        Database[] now = databases;
        if (now == null) {
            return terms.closed();
        }
        Ip ip = client.ip();
        int rule = rules.size();
        for (int i = 0; ip != null && i < now.length; i++) {
            Located located = now[i].map().find(ip);
            rule = located == null ? rule : Math.min(rule, located.rule());
        }
        return rule == rules.size() ? terms.otherwise() : rules.get(rule).verdict();
    }

    @Override
    public @Nullable Prefix scope(Client client) {
        Database[] now = databases;
        Ip ip = client.ip();
        if (now == null || ip == null) {
            return null;
        }
        int length = ip.isIpv4() ? 96 : 0;
        for (Database database : now) {
            length = Math.max(length, database.map().scope(ip));
        }
        return new Prefix(Prefix.mask(ip, length), length);
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public Set<String> pools() {
        return terms.pools();
    }

    private @Nullable String country(Client client) {
        return first(client, Place::country);
    }

    private @Nullable Long asn(Client client) {
        return first(client, Place::asn);
    }

    /** What the first database says that says anything. */
    private <T> @Nullable T first(Client client, Function<Place, @Nullable T> what) {
        Database[] now = databases;
        Ip ip = client.ip();
        for (int i = 0; now != null && ip != null && i < now.length; i++) {
            Located located = now[i].map().find(ip);
            T said = located == null ? null : what.apply(located.place());
            if (said != null) {
                return said;
            }
        }
        return null;
    }

    /** Does not throw: a house with a broken database starts, and keeps out whom it cannot judge. */
    @Override
    public synchronized void load() {
        List<Database> read = new ArrayList<>();
        try {
            for (Path file : files) {
                read.add(Database.read(file, rules));
            }
        } catch (IOException e) {
            trouble = e.getMessage() + (databases == null ? "; " + consequence() : "; the one before stays in use");
            report();
            return;
        }
        databases = read.toArray(Database[]::new);
        generation++;
        trouble = null;
        report();
    }

    private String consequence() {
        return terms.closed() instanceof Verdict.Allow ? "no place is known" : "nobody is let in";
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public void open(Host lent) {
        host = lent;
        report();
        daily(lent);
    }

    /** Databases grow old without anything happening. */
    private void daily(Host lent) {
        off = lent.clock().after(DAILY, () -> {
            if (host != null) {
                report();
                daily(lent);
            }
        });
    }

    @Override
    public void close() {
        host = null;
        off.run();
    }

    private void report() {
        Host at = host;
        if (at == null) {
            return;
        }
        String wrong = trouble;
        if (wrong != null) {
            at.tell(new Event.Note("geoip", true, wrong));
        }
        Database[] now = databases;
        for (int i = 0; now != null && i < now.length; i++) {
            long age = at.clock().millis() - now[i].built();
            boolean old = terms.maxAge() > 0 && age > terms.maxAge();
            String text = files.get(i).getFileName() + " (" + nib.api.Printable.of(now[i].type(), 60) + ") is "
                    + Duration.ofMillis(Math.max(0, age)).toDays() + " days old";
            at.tell(new Event.Note("geoip", old, old ? text + ", which is too old" : text));
        }
    }
}
