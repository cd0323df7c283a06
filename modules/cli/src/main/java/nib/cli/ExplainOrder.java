package nib.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import nib.api.Ip;
import nib.api.Printable;
import nib.kernel.Explanation;
import nib.kernel.House;
import nib.kernel.Plan;
import nib.kernel.Preview;

/** What would become of a client, {@code explain CLIENT [LISTENER] [NAME]}, and what became of one, {@code why CONNECTION}. */
final class ExplainOrder {
    /** Stands for the only listener. */
    static final String ANY = "-";

    /** A port that clients have, for those who name none. */
    private static final int SOME_PORT = 50_000;

    private final Steward steward;

    ExplainOrder(Steward steward) {
        this.steward = steward;
    }

    Answer explain(List<String> words) throws Refusal {
        House house = steward.house();
        String listener = listener(house.plan(), words.size() > 1 ? words.get(1) : ANY);
        Optional<String> name = words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty();
        Explanation told = house.inquiry()
                .explain(listener, client(words.getFirst()), name)
                .orElseThrow(() -> nowhere(listener));
        return json -> write(told, json);
    }

    Answer why(String which) throws Refusal {
        Explanation told = steward.house()
                .inquiry()
                .why(which)
                .orElseThrow(() -> new Refusal(
                        Exit.PROBLEM,
                        "there is no connection " + Printable.of(which, 60)
                                + " among those that are open or ended last"));
        return json -> write(told, json);
    }

    /** The same of a plan that is not in force. */
    static Explanation preview(Plan plan, String client, String listener, Optional<String> name) throws Refusal {
        String where = listener(plan, listener);
        return new Preview(plan).explain(where, client(client), name).orElseThrow(() -> nowhere(where));
    }

    private static Refusal nowhere(String listener) {
        return new Refusal(Exit.PROBLEM, "there is no listener " + Printable.of(listener, 40));
    }

    private static String listener(Plan plan, String named) throws Refusal {
        List<String> all = List.copyOf(plan.settings().listeners().keySet());
        if (!named.equals(ANY)) {
            return named;
        }
        if (all.size() > 1) {
            throw new Refusal(Exit.PROBLEM, "which listener? --listener is one of: " + String.join(", ", all));
        }
        return all.getFirst();
    }

    private static Address client(String text) throws Refusal {
        try {
            if (Ip.isNumeric(text)) {
                return new Address.Inet(Ip.parse(text), SOME_PORT);
            }
            if (Address.parse(text) instanceof Address.Inet inet) {
                return inet;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Refusal(Exit.PROBLEM, "expected a client's numeric address, found " + Printable.of(text, 60));
    }

    /** As people read it. */
    static List<String> lines(List<String> steps, String outcome) {
        List<String> lines = new ArrayList<>(steps);
        lines.add("=> " + outcome);
        return lines;
    }

    private static void write(Explanation told, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("steps");
        for (String step : told.steps()) {
            json.writeString(step);
        }
        json.writeEndArray();
        json.writeStringField("outcome", told.outcome());
    }
}
