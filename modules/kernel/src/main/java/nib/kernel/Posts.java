package nib.kernel;

import java.util.List;
import nib.api.Client;
import nib.api.Verdict;
import nib.spi.Counting;
import nib.spi.Guard;
import nib.spi.Host;

/** The guards of one place, a listener or a pool, in the order of the file. Any thread. */
final class Posts {
    private static final Verdict IN = new Verdict.Allow("");

    private final Post[] all;
    private final Post[] counting;

    Posts(List<Guard> guards, Tallies tallies, Host host) {
        this.all = guards.stream()
                .map(guard -> new Post(guard, tallies.of(guard), host))
                .toArray(Post[]::new);
        this.counting = java.util.Arrays.stream(all)
                .filter(post -> post.guard() instanceof Counting)
                .toArray(Post[]::new);
    }

    /** Asks all of them: the first that denies decides, or else the last that names another pool. */
    Verdict judge(Client client) {
        Verdict way = IN;
        for (Post post : all) {
            Verdict verdict = post.judge(client);
            if (verdict instanceof Verdict.Deny) {
                return verdict;
            }
            way = verdict instanceof Verdict.ToPool ? verdict : way;
        }
        return way;
    }

    /** The second step: now that all have agreed, those that count do so. */
    Verdict count(Client client, Guest guest) {
        Verdict way = IN;
        for (Post post : counting) {
            Verdict verdict = post.count(client, guest);
            if (verdict instanceof Verdict.Deny) {
                return verdict;
            }
            way = verdict instanceof Verdict.ToPool ? verdict : way;
        }
        return way;
    }

    /** For whoever only looks. */
    Post[] all() {
        return all.clone();
    }
}
