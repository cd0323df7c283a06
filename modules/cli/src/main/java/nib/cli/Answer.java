package nib.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a control command answers: the members of a JSON object. */
interface Answer {
    /** Writes the members; the braces are written around them. */
    void write(JsonGenerator json) throws IOException;

    /** That it was done. */
    static Answer done(String message) {
        return json -> json.writeStringField("message", message);
    }

    /** That it was not done, and why. */
    static Answer of(Refusal refusal) {
        return json -> {
            json.writeStringField("error", refusal.line());
            if (!refusal.details().isEmpty()) {
                json.writeArrayFieldStart("problems");
                for (String problem : refusal.details()) {
                    json.writeString(problem);
                }
                json.writeEndArray();
            }
        };
    }
}
