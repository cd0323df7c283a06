package nib.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Builds the tree from the library's events, which are asked for one by one, so that bounds hold while reading. */
final class TreeReader {
    private static final int DEEPEST = 64;
    private static final int MOST = 1_000_000;

    /** The library copies all of a long token whenever it fills its buffer: with a small one that takes minutes. */
    private static final int BUFFER = 1 << 20;

    private final Source source;
    private final Problems problems;
    private final @Nullable Mark fixed;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final CoreScalarResolver resolver = new CoreScalarResolver(false);

    private Mark last;
    private int count;
    private boolean broken;

    /** A node with a name; null while it is being read. The weight is what it adds wherever an alias repeats it. */
    private record Anchored(@Nullable Node node, int weight) {}

    /** Ends the reading; the problem has been told. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stop() {
            super(null, null, false, false);
        }
    }

    TreeReader(Source source, Problems problems) {
        this(source, problems, null);
    }

    /** A reader of a fragment all of which is said to stand at one place, such as a default. */
    TreeReader(Source source, Problems problems, @Nullable Mark fixed) {
        this.source = source;
        this.problems = problems;
        this.fixed = fixed;
        this.last = new Mark(source, 1, 1);
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Source.LIMIT + 1)
                .setBufferSize(Math.clamp(source.text().length() + 1, 64, BUFFER))
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, source.text()));
    }

    Optional<Node> read() {
        try {
            next();
            Node root = document(next());
            return broken ? Optional.empty() : Optional.of(root);
        } catch (Stop e) {
            return Optional.empty();
        } catch (RuntimeException e) {
            // The parser's own exceptions, and what it throws in corners such as \U0011FFFF.
            problems.add(Syntax.problem(source, e, fixed == null ? last : fixed));
            return Optional.empty();
        }
    }

    private Node document(Event start) {
        if (start instanceof StreamEndEvent) {
            return new Node.Mapping(new Mark(source, 1, 1), Map.of());
        }
        Node root = node(next(), 1);
        next();
        Event after = next();
        if (after instanceof DocumentStartEvent) {
            problems.add(last, "expected one document, found a second", "keep one, or split the file");
        }
        boolean nothing = fixed == null && root instanceof Node.Scalar scalar && scalar.isNothing();
        return nothing ? new Node.Mapping(root.at(), Map.of()) : root;
    }

    private Event next() {
        Event event = events.next();
        event.getStartMark().ifPresent(mark -> last = mark(mark));
        return event;
    }

    private Mark mark(org.snakeyaml.engine.v2.exceptions.Mark mark) {
        return fixed != null ? fixed : new Mark(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Node node(Event event, int depth) {
        Mark at = last;
        int before = count;
        count(1, at);
        if (depth > DEEPEST) {
            problems.add(at, "nested more than " + DEEPEST + " deep");
            throw new Stop();
        }
        if (event instanceof AliasEvent alias) {
            return repeated(alias, at);
        }
        String name =
                ((NodeEvent) event).getAnchor().map(anchor -> anchor.getValue()).orElse(null);
        if (name != null) {
            anchors.put(name, new Anchored(null, 0));
        }
        Node node = event instanceof ScalarEvent scalar ? scalar(scalar, at) : collection(event, at, depth);
        if (name != null) {
            anchors.put(name, new Anchored(node, count - before));
        }
        return node;
    }

    private void count(int more, Mark at) {
        count += more;
        if (count > MOST) {
            problems.add(at, "more than " + MOST + " values, repeated ones counted again");
            throw new Stop();
        }
    }

    private Node repeated(AliasEvent alias, Mark at) {
        String name = alias.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored != null && anchored.node != null) {
            count(anchored.weight, at);
            return anchored.node;
        }
        problems.add(
                at,
                anchored == null
                        ? "no &" + name + " comes before this *" + name
                        : "*" + name + " stands inside of what it repeats",
                anchored == null ? "put text that begins with * in quotes" : "");
        broken = true;
        return new Node.Scalar(at, "", true);
    }

    private Node scalar(ScalarEvent event, Mark at) {
        tag(event.getTag(), at);
        return new Node.Scalar(at, event.getValue(), event.isPlain());
    }

    private void tag(Optional<String> tag, Mark at) {
        tag.ifPresent(name -> problems.add(
                at,
                "expected no tag, found " + Words.shown(name.replace(Tag.PREFIX, "!!")),
                "leave it out; text that begins with ! goes in quotes"));
    }

    private Node collection(Event event, Mark at, int depth) {
        tag(((CollectionStartEvent) event).getTag(), at);
        return event.getEventId() == Event.ID.SequenceStart ? sequence(at, depth) : mapping(at, depth);
    }

    private Node sequence(Mark at, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Sequence(at, items);
    }

    private Node mapping(Mark at, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Mark where = last;
            boolean alias = event instanceof AliasEvent;
            Node key = node(event, depth + 1);
            Node value = node(next(), depth + 1);
            String text = !alias && key instanceof Node.Scalar scalar ? text(scalar) : null;
            if (text == null) {
                problems.add(where, "expected a key that is text, found " + (alias ? "an alias" : Phrases.found(key)));
                continue;
            }
            Node.Entry first = entries.putIfAbsent(text, new Node.Entry(where, value));
            if (first != null) {
                problems.add(where, "duplicate key " + Words.shown(text), "the first is at " + first.at());
            }
        }
        return new Node.Mapping(at, entries);
    }

    private @Nullable String text(Node.Scalar key) {
        if (key.isNothing()) {
            return null;
        }
        if (key.plain()
                && !resolver.resolve(key.text(), true).equals(Tag.STR)
                && !key.text().equals("<<")) {
            problems.add(
                    key.at(), "expected a key that is text, found " + Words.shown(key.text()), "write it in quotes");
        }
        return key.text();
    }
}
