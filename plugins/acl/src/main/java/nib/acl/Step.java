package nib.acl;

import java.util.List;
import java.util.Map;
import java.util.Set;
import nib.api.Client;
import nib.api.Credentials;
import nib.api.Fact;
import nib.api.Ip;
import nib.api.IpMap;
import nib.api.Verdict;
import org.jspecify.annotations.Nullable;

/** Rules that are looked up together. */
sealed interface Step {
    /** The answer if it is not the same for a whole block of addresses. */
    int NO_SCOPE = -1;

    /** What it says of a client, or null if it means somebody else. */
    @Nullable Verdict check(Client client);

    /** How many bits of the client's address decide, or {@link #NO_SCOPE} if something else does. */
    default int scope(Client client) {
        return NO_SCOPE;
    }

    /** By address. */
    record Addresses(IpMap<Entry> map) implements Step {
        @Override
        public @Nullable Verdict check(Client client) {
            Ip ip = client.ip();
            Entry entry = ip == null ? null : map.find(ip);
            return entry == null ? null : entry.verdict();
        }

        @Override
        public int scope(Client client) {
            Ip ip = client.ip();
            return ip == null ? NO_SCOPE : map.scope(ip);
        }
    }

    /** By something that is known about the client. */
    record Known<T>(Fact<T> fact, Map<T, Verdict> verdicts) implements Step {
        @Override
        public @Nullable Verdict check(Client client) {
            T value = client.fact(fact);
            return value == null ? null : verdicts.get(value);
        }
    }

    /** By the process at the other end of a Unix socket; an empty set means any. */
    record Peers(Set<Long> users, Set<Long> groups, Verdict verdict) implements Step {
        @Override
        public @Nullable Verdict check(Client client) {
            Credentials peer = client.fact(Fact.CREDENTIALS);
            boolean meant = peer != null
                    && (users.isEmpty() || users.contains(peer.uid()))
                    && (groups.isEmpty() || groups.contains(peer.gid()));
            return meant ? verdict : null;
        }
    }

    /** Others, at some time of the week. */
    record Timed(Week week, List<Step> steps) implements Step {
        @Override
        public @Nullable Verdict check(Client client) {
            return week.isNow() ? first(steps, client) : null;
        }
    }

    /** What the first of some steps says that says anything. */
    static @Nullable Verdict first(List<Step> steps, Client client) {
        for (Step step : steps) {
            Verdict verdict = step.check(client);
            if (verdict != null) {
                return verdict;
            }
        }
        return null;
    }
}
