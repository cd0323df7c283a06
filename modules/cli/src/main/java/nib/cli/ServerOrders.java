package nib.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import nib.api.Printable;
import nib.config.Description;
import nib.config.Setting;
import nib.config.Words;
import nib.kernel.Grammar;
import nib.kernel.PoolSettings;
import nib.kernel.ServerSettings;
import nib.spi.Settings;

/** Orders that concern one server, written {@code POOL/SERVER}. Each makes a new plan; the file stays as it is. */
final class ServerOrders {
    private final Steward steward;

    ServerOrders(Steward steward) {
        this.steward = steward;
    }

    Answer wish(String word, String target) throws Refusal {
        for (ServerSettings.Wish wish : ServerSettings.Wish.values()) {
            if (wish.word().equals(word)) {
                return change(target, server -> server.with(wish), word);
            }
        }
        throw new IllegalArgumentException(word);
    }

    Answer weight(String target, String weight) throws Refusal {
        int number = number("weight", weight);
        return change(target, server -> server.withWeight(number), "weight " + number);
    }

    /** Sets the limit for new clients, and the one for clients that come back if it is given; else that stays. */
    Answer limits(String target, List<String> limits) throws Refusal {
        int max = number("max", limits.getFirst());
        int hard = limits.size() < 2 ? -1 : number("hard", limits.get(1));
        return change(
                target,
                server -> server.withLimits(max, hard < 0 ? server.hard() : hard),
                "max " + max + (hard < 0 ? "" : ", hard " + hard));
    }

    private Answer change(String target, UnaryOperator<ServerSettings> change, String what) throws Refusal {
        Target found = find(target);
        steward.change(house -> house.with(
                found.pool,
                pool -> pool.withServers(
                        server -> server.title().equals(found.server) ? change.apply(server) : server)));
        return Answer.done(found + ": " + what);
    }

    private record Target(String pool, String server) {
        @Override
        public String toString() {
            return pool + "/" + server;
        }
    }

    /** Names may hold slashes, so the whole is compared. */
    private Target find(String text) throws Refusal {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, PoolSettings> pool : pools().entrySet()) {
            for (ServerSettings server : members(pool.getValue())) {
                Target target = new Target(pool.getKey(), server.title());
                if (target.toString().equals(text)) {
                    return target;
                }
                all.add(target.toString());
            }
        }
        throw unknown("there is no server ", text, all, "write POOL/SERVER as in `nib ctl status`");
    }

    private static List<ServerSettings> members(PoolSettings pool) {
        List<ServerSettings> all = new ArrayList<>(pool.servers());
        pool.emergency().ifPresent(all::add);
        return all;
    }

    void needPool(String name) throws Refusal {
        if (!pools().containsKey(name)) {
            throw unknown(
                    "there is no pool ",
                    name,
                    List.copyOf(pools().keySet()),
                    "there are: " + String.join(", ", pools().keySet()));
        }
    }

    private Map<String, PoolSettings> pools() {
        return steward.house().plan().settings().pools();
    }

    private static Refusal unknown(String found, String text, List<String> known, String otherwise) {
        String hint = Words.nearest(text, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(otherwise);
        return new Refusal(Exit.PROBLEM, found + Printable.of(text, 80) + "; " + hint);
    }

    /** A whole number within the range that the setting has in a file. */
    private static int number(String setting, String text) throws Refusal {
        Setting.Limits limits =
                Description.of(new Settings<>(ServerSettings.class, Grammar.HOUSE.lookup()), Grammar.SCALARS)
                        .settings()
                        .stream()
                        .filter(one -> one.key().equals(setting))
                        .findFirst()
                        .flatMap(Setting::limits)
                        .orElseThrow();
        if (text.matches("\\d{1,9}")
                && Integer.parseInt(text) >= Integer.parseInt(limits.min())
                && Integer.parseInt(text) <= Integer.parseInt(limits.max())) {
            return Integer.parseInt(text);
        }
        throw new Refusal(
                Exit.PROBLEM, setting + ": expected a whole number, " + limits + ", found " + Printable.of(text, 40));
    }
}
