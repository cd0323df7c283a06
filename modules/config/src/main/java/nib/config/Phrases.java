package nib.config;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nib.api.Printable;

/** What was found and what would be right, as messages say it. */
final class Phrases {
    /** A key and its value without the space that would make them so. */
    private static final Pattern GLUED = Pattern.compile("[a-z][a-z0-9-]*:[^ ]+");

    private Phrases() {}

    /** What stands there. */
    static String found(Node node) {
        return switch (node) {
            case Node.Scalar scalar when scalar.isNothing() -> "nothing";
            case Node.Scalar scalar -> Words.shown(scalar.text());
            case Node.Sequence sequence -> "a list";
            case Node.Mapping mapping -> mapping.entries().isEmpty() ? "an empty mapping" : "a mapping";
        };
    }

    /** What should stand there. */
    static String expected(Type type) {
        return switch (type) {
            case Type.Single single when single.java() == boolean.class -> "true or false";
            case Type.Single single when single.java() == String.class -> "text";
            case Type.Single single -> Words.a(single.words()) + " such as " + single.example();
            case Type.Choice choice -> "one of " + String.join(", ", choice.choices());
            case Type.ListOf list when list.element() instanceof Type.Part part -> "a list of " + many(part.words());
            case Type.ListOf list -> "a list such as " + example(list);
            case Type.MapOf map -> "a mapping such as " + example(map);
            case Type.Group group -> "a mapping such as " + written(group.description());
            case Type.Part part -> Words.a(part.words()) + " (a word, or a word with its settings)";
        };
    }

    private static String many(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }

    /** What the writer could do. */
    static String hint(Node node, Type type) {
        if (!(node instanceof Node.Scalar scalar)) {
            return "";
        }
        if (scalar.isNothing()) {
            return "write a value, or leave the key out";
        }
        boolean list = type instanceof Type.ListOf;
        boolean glued = scalar.plain() && GLUED.matcher(scalar.text()).matches();
        return list ? "write [" + Printable.of(scalar.text(), 60) + "]" : glued ? "write a space after the colon" : "";
    }

    /** Something that would be right, in one line. */
    static String example(Type type) {
        return switch (type) {
            case Type.Single single -> single.example();
            case Type.Choice choice ->
                choice.choices().isEmpty() ? "" : choice.choices().get(0);
            case Type.ListOf list -> "[" + example(list.element()) + "]";
            case Type.MapOf map -> "{ name: " + example(map.value()) + " }";
            case Type.Group group ->
                group.description()
                        .shorthand()
                        .map(short_ -> example(short_.type()))
                        .orElseGet(() -> written(group.description()));
            case Type.Part part -> "WORD";
        };
    }

    private static String written(Description<?> description) {
        Stream<Setting> needed = description.settings().stream().filter(setting -> !setting.optional());
        String keys = needed.map(setting -> setting.key() + ": " + example(setting.type()))
                .collect(Collectors.joining(", "));
        if (!keys.isEmpty()) {
            return "{ " + keys + " }";
        }
        return description.settings().stream()
                .findFirst()
                .map(setting -> "{ " + setting.key() + ": "
                        + setting.fallback().orElseGet(() -> example(setting.type())) + " }")
                .orElse("{}");
    }
}
