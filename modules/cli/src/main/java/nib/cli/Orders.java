package nib.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.api.Printable;
import nib.config.Words;
import nib.kernel.Plan;
import nib.kernel.Status;

/** What may be asked of a running house, word by word. Any thread may ask. */
final class Orders {
    /** The words, and what follows each; what stands in brackets may be left out. */
    private static final Map<String, List<String>> FORMS = forms(
            "status",
            "connections [POOL]",
            "close ID",
            "explain CLIENT [LISTENER] [NAME]",
            "why CONNECTION",
            "counters [reset]",
            "engines",
            "drain POOL/SERVER",
            "ready POOL/SERVER",
            "maint POOL/SERVER",
            "weight POOL/SERVER N",
            "limits POOL/SERVER MAX [HARD]",
            "reload",
            "diff",
            "plan",
            "stop [now]");

    private final Steward steward;
    private final ServerOrders servers;

    Orders(Steward steward) {
        this.steward = steward;
        this.servers = new ServerOrders(steward);
    }

    private static Map<String, List<String>> forms(String... lines) {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            forms.put(words.getFirst(), words.subList(1, words.size()));
        }
        return forms;
    }

    /** Does what the words say. What can be refused is refused before the first letter of an answer. */
    Answer obey(List<String> words) throws Refusal {
        String word = words.getFirst();
        List<String> rest = words.subList(1, words.size());
        check(word, rest);
        return switch (word) {
            case "status" -> status();
            case "connections" -> connections(rest);
            case "close" -> close(rest.getFirst());
            case "explain" -> new ExplainOrder(steward).explain(rest);
            case "why" -> new ExplainOrder(steward).why(rest.getFirst());
            case "counters" -> counters(rest);
            case "engines" -> engines();
            case "drain", "ready", "maint" -> servers.wish(word, rest.getFirst());
            case "weight" -> servers.weight(rest.getFirst(), rest.get(1));
            case "limits" -> servers.limits(rest.getFirst(), rest.subList(1, rest.size()));
            case "reload" -> reload();
            case "diff" -> diff();
            case "plan" -> plan();
            case "stop" -> stop(rest);
            default -> throw new IllegalStateException("a form without a meaning: " + word);
        };
    }

    private static void check(String word, List<String> rest) throws Refusal {
        List<String> form = FORMS.get(word);
        if (form == null) {
            String hint = Words.nearest(word, FORMS.keySet())
                    .map(near -> "did you mean " + near + "?")
                    .orElse("there are: " + String.join(", ", FORMS.keySet()));
            throw new Refusal(Exit.PROBLEM, "there is no command " + Printable.of(word, 40) + "; " + hint);
        }
        long needed = form.stream().filter(one -> !one.startsWith("[")).count();
        if (rest.size() < needed || rest.size() > form.size()) {
            throw new Refusal(Exit.PROBLEM, "expected: " + word + " " + String.join(" ", form));
        }
    }

    private Answer status() {
        Status status = steward.house().status();
        return json -> StatusJson.write(status, json);
    }

    private Answer connections(List<String> pool) throws Refusal {
        if (!pool.isEmpty()) {
            servers.needPool(pool.getFirst());
        }
        List<Status.Connection> chosen = steward.house().connections().stream()
                .filter(one -> pool.isEmpty() || pool.getFirst().equals(one.pool()))
                .toList();
        return json -> StatusJson.write(chosen, json);
    }

    private Answer counters(List<String> reset) throws Refusal {
        if (!reset.isEmpty() && !reset.getFirst().equals("reset")) {
            throw new Refusal(Exit.PROBLEM, "expected: counters, or counters reset");
        }
        List<Status.Counters> all = steward.house().inquiry().counters();
        if (!reset.isEmpty()) {
            steward.house().inquiry().resetCounters();
        }
        return json -> StatusJson.writeCounters(all, json);
    }

    private Answer engines() {
        List<Status.Fact> all = steward.house().inquiry().engines();
        return json -> StatusJson.writeFacts(all, json);
    }

    private Answer close(String id) throws Refusal {
        if (!id.matches("\\d{1,18}") || !steward.house().cut(Long.parseLong(id))) {
            throw new Refusal(Exit.PROBLEM, "there is no connection " + Printable.of(id, 40));
        }
        return Answer.done("connection " + id + " was cut");
    }

    private Answer reload() throws Refusal {
        steward.reload();
        return Answer.done("plan " + steward.house().status().plan() + " is in force, as the file says");
    }

    private Answer diff() throws Refusal {
        Plan inForce = steward.house().plan();
        List<String> lines = Diff.between(
                steward.designed().printTersely().lines().toList(),
                inForce.printTersely().lines().toList());
        return json -> {
            json.writeBooleanField("same", lines.isEmpty());
            strings(json, "lines", lines);
        };
    }

    private Answer plan() {
        String text = steward.house().plan().print();
        return json -> json.writeStringField("plan", text);
    }

    private Answer stop(List<String> now) throws Refusal {
        if (!now.isEmpty() && !now.getFirst().equals("now")) {
            throw new Refusal(Exit.PROBLEM, "expected: stop, or stop now");
        }
        Optional<String> patience = Optional.of(
                        steward.house().plan().settings().drain().toSeconds() + " s")
                .filter(s -> now.isEmpty());
        steward.stop();
        if (patience.isEmpty()) {
            steward.stop(); // asking twice is what hurries it
        }
        return Answer.done(patience.map(s -> "stopping; open connections may go on for " + s)
                .orElse("stopping; open connections are cut"));
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
