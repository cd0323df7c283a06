package nib.config;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** What the YAML library complains of, in words for people who do not know how a scanner works. */
final class Syntax {
    /**
     * What is said when the library's complaint and its context contain these texts; the first that fits. In a hint,
     * {@code %s} is where the context began.
     */
    private record Saying(String problem, String context, boolean atContext, String message, String hint) {
        Saying(String problem, String message, String hint) {
            this(problem, "", false, message, hint);
        }

        boolean fits(String complaint, String about) {
            return complaint.contains(problem) && about.contains(context);
        }
    }

    private static final String INDENT = "check how far this line and those above it are indented";

    private static final List<Saying> SAYINGS = List.of(
            new Saying("TAB", "expected spaces, found a tab", "indent with spaces only"),
            new Saying(
                    "mapping values are not allowed",
                    "found a colon where no key can stand",
                    "put text with a colon in quotes, or " + INDENT),
            new Saying(
                    "expected ':'",
                    "simple key",
                    true,
                    "expected a colon after this key",
                    "write \"key: value\" with a space after the colon"),
            new Saying("end of stream", "quoted", true, "this quote is never closed", ""),
            new Saying("document separator", "quoted", true, "this quote is never closed", ""),
            new Saying("but got <stream end>", "flow sequence", true, "this [ is never closed", ""),
            new Saying("but got <stream end>", "flow mapping", true, "this { is never closed", ""),
            new Saying("expected ',' or ']'", "expected a comma or ]", "the [ at %s is not closed"),
            new Saying("expected ',' or '}'", "expected a comma or }", "the { at %s is not closed"),
            new Saying("but found '}'", "", false, "this } closes nothing", ""),
            new Saying("but found ']'", "", false, "this ] closes nothing", ""),
            new Saying("but found '-'", "", false, "found an entry of a list among keys", INDENT),
            new Saying("expected <block end>", "found more where the value before has ended", INDENT),
            new Saying(
                    "sequence entries are not allowed",
                    "a list cannot begin here",
                    "write the - on a new line, or [a, b]"),
            new Saying("<document start>", "found more after the end of the document", INDENT),
            new Saying(
                    "", "scanning an alias", true, "expected a name after *", "put text that begins with * in quotes"),
            new Saying(
                    "", "scanning an anchor", true, "expected a name after &", "put text that begins with & in quotes"),
            new Saying("", "tag", true, "expected no tag", "put text that begins with ! in quotes"),
            new Saying("cannot start any token", "text cannot begin with this character", "put it in quotes"),
            new Saying("escape", "unknown escape after \\", "write \\\\ for a backslash, or use single quotes"),
            new Saying("found '<stream end>'", "expected a value, found the end", "is a [ or { never closed?"),
            new Saying("expected the node content", "expected a value", ""),
            new Saying("more spaces", "the first lines of this text are indented more than the rest", ""),
            new Saying(
                    "",
                    "block scalar",
                    false,
                    "expected a new line after | or >",
                    "put text that begins with | or > in quotes"),
            new Saying("", "directive", false, "expected no such directive", "text that begins with % goes in quotes"));

    private Syntax() {}

    /**
     * The problem for what the library threw.
     *
     * @param last where it was reading
     */
    static Problem problem(Source source, RuntimeException thrown, Mark last) {
        if (thrown instanceof ReaderException reader) {
            String message = String.format("expected text, found the control character U+%04X", reader.getCodePoint());
            return new Problem(at(source, reader.getPosition(), last), message, "");
        }
        if (!(thrown instanceof MarkedYamlEngineException marked)) {
            boolean version = thrown instanceof YamlVersionException;
            String message = version ? "expected YAML 1.2, found another version" : "what follows is not YAML";
            return new Problem(last, message, "");
        }
        String complaint = Optional.ofNullable(marked.getProblem()).orElse("");
        String about = Optional.ofNullable(marked.getContext()).orElse("");
        Saying saying = SAYINGS.stream()
                .filter(each -> each.fits(complaint, about))
                .findFirst()
                .orElseGet(() -> new Saying("", "not YAML: " + complaint, ""));
        Mark at = (saying.atContext ? marked.getContextMark() : marked.getProblemMark())
                .or(marked::getProblemMark)
                .map(mark -> new Mark(source, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(last);
        String opened = marked.getContextMark()
                .map(mark -> "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                .orElse("");
        return new Problem(at, saying.message, saying.hint.replace("%s", opened));
    }

    private static Mark at(Source source, int position, Mark last) {
        int characters = source.text().codePointCount(0, source.text().length());
        return position > characters ? last : source.mark(source.text().offsetByCodePoints(0, position));
    }
}
