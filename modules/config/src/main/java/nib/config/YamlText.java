package nib.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** Lays a tree out as text. */
final class YamlText {
    private static final int LINE = 80;
    private static final Pattern MISTAKABLE =
            Pattern.compile("[-+.]?[0-9].*|[-+]?\\.(?i:inf|nan)|(?i:true|false|null)|~|");

    private final List<Event> events = new ArrayList<>();

    private YamlText() {}

    static String of(Node root) {
        YamlText text = new YamlText();
        text.events.add(new StreamStartEvent());
        text.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        text.add(root);
        text.events.add(new DocumentEndEvent(false));
        text.events.add(new StreamEndEvent());
        DumpSettings settings = DumpSettings.builder()
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .setSplitLines(false)
                .build();
        Text out = new Text(new StringBuilder());
        Emitter emitter = new Emitter(settings, out);
        text.events.forEach(emitter::emit);
        return out.text.toString();
    }

    /** Where the library writes to. */
    private record Text(StringBuilder text) implements StreamDataWriter {
        @Override
        public void write(String piece) {
            text.append(piece);
        }

        @Override
        public void write(String piece, int from, int length) {
            text.append(piece, from, from + length);
        }
    }

    /** Whether other readers of YAML would take this for a number, a boolean or nothing, if it is not in quotes. */
    static boolean isMistakable(String text) {
        return MISTAKABLE.matcher(text).matches();
    }

    private void add(Node node) {
        switch (node) {
            case Node.Scalar scalar -> scalar(scalar.text(), scalar.plain());
            case Node.Sequence sequence -> {
                events.add(new SequenceStartEvent(Optional.empty(), Optional.empty(), true, style(sequence)));
                sequence.items().forEach(this::add);
                events.add(new SequenceEndEvent());
            }
            case Node.Mapping mapping -> {
                FlowStyle style = mapping.entries().isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
                events.add(new MappingStartEvent(Optional.empty(), Optional.empty(), true, style));
                mapping.entries().forEach((key, entry) -> {
                    scalar(key, !isMistakable(key));
                    add(entry.value());
                });
                events.add(new MappingEndEvent());
            }
        }
    }

    /** What syntax asks for comes on top: quotes around a plain one, double quotes around what cannot be shown. */
    private void scalar(String text, boolean plain) {
        boolean escaped = text.chars().anyMatch(Character::isISOControl);
        ScalarStyle quotes = escaped ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.SINGLE_QUOTED;
        ScalarStyle style = plain && !escaped ? ScalarStyle.PLAIN : quotes;
        events.add(new ScalarEvent(Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), text, style));
    }

    /** Short lists of scalars stay on one line, except addresses: each of them would have to be in quotes there. */
    private static FlowStyle style(Node.Sequence sequence) {
        int length = 0;
        for (Node item : sequence.items()) {
            if (!(item instanceof Node.Scalar scalar) || scalar.text().contains(":")) {
                return FlowStyle.BLOCK;
            }
            length += scalar.text().length() + 2;
        }
        return length <= LINE ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }
}
