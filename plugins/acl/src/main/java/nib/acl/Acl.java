package nib.acl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import nib.api.Client;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.spi.Loadable;
import nib.spi.Verb;
import org.jspecify.annotations.Nullable;

/** Asks steps in their order; the first that means the client decides. A list whose files were not read lets nobody in. */
final class Acl implements Guard, Loadable {
    private static final Verdict NOT_READ = Verb.DENY.verdict("acl: its files have not been read");

    private final List<Rules.Rule> rules;
    private final Verdict otherwise;
    private final Set<String> pools;
    private final List<Path> files;
    private volatile @Nullable List<Step> steps;
    private volatile long generation;

    /** A list; without files it can be asked at once. */
    Acl(List<Rules.Rule> rules, Verdict otherwise, Set<String> pools) {
        this.rules = rules;
        this.otherwise = otherwise;
        this.pools = pools;
        this.files = rules.stream().flatMap(Rules.Rule::files).distinct().toList();
        if (files.isEmpty()) {
            try {
                steps = Rules.steps(rules);
            } catch (IOException e) {
                throw new AssertionError("there is nothing to read", e);
            }
        }
    }

    @Override
    public Verdict check(Client client) {
        List<Step> now = steps;
        if (now == null) {
            return NOT_READ;
        }
        Verdict verdict = Step.first(now, client);
        return verdict == null ? otherwise : verdict;
    }

    /** As many bits as the steps need that were asked. */
    @Override
    public @Nullable Prefix scope(Client client) {
        Ip ip = client.ip();
        List<Step> now = steps;
        if (ip == null || now == null) {
            return null;
        }
        int length = ip.isIpv4() ? 96 : 0;
        for (Step step : now) {
            int bits = step.scope(client);
            if (bits == Step.NO_SCOPE) {
                return null;
            }
            length = Math.max(length, bits);
            if (step.check(client) != null) {
                break;
            }
        }
        return new Prefix(Prefix.mask(ip, length), length);
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public Set<String> pools() {
        return pools;
    }

    @Override
    public synchronized void load() throws IOException {
        if (!files.isEmpty()) {
            steps = Rules.steps(rules);
            generation++;
        }
    }

    @Override
    public List<Path> files() {
        return files;
    }
}
