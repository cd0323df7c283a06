package nib.config;

import java.lang.invoke.MethodType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import nib.api.Address;
import nib.api.Block;
import nib.api.Ip;
import nib.api.Prefix;
import nib.spi.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The types that are written as one word, number or text. Immutable; a binder, a printer and a description of the same
 * configuration are given the same one.
 */
public final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");
    private static final Scalars USUAL = new Scalars(Map.of())
            .and(new Format<>(int.class, "whole number", "8", true, (text, in) -> whole(text, Integer::parseInt)))
            .and(new Format<>(long.class, "whole number", "8", true, (text, in) -> whole(text, Long::parseLong)))
            .and(new Format<>(double.class, "number", "0.5", true, (text, in) -> decimal(text)))
            .and(new Format<>(boolean.class, "boolean", "true", true, (text, in) -> truth(text)))
            .and(new Format<>(String.class, "text", "some-text", false, (text, in) -> text))
            .and(new Format<>(Duration.class, "duration", "500ms", false, (text, in) -> Durations.read(text)))
            .and(new Format<>(Path.class, "path", "/etc/nib/list.txt", false, Scalars::path))
            .and(new Format<>(Ip.class, "IP address", "10.0.0.1", false, (text, in) -> ip(text)))
            .and(new Format<>(Prefix.class, "prefix", "10.0.0.0/8", false, (text, in) -> Prefix.parse(text)))
            .and(new Format<>(Block.class, "prefix or range", "10.0.0.0/8", false, (text, in) -> Block.parse(text)))
            .and(new Format<>(Address.class, "address", "10.0.0.1:80", false, (text, in) -> Address.parse(text)));

    private final Map<Class<?>, Format<?>> formats;
    private final ClassValue<Known> descriptions = new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
            return new Known();
        }
    };

    /** What is kept beside a record, as long as its class lives: a plugin that is let go takes it along. */
    private static final class Known {
        private volatile @Nullable Description<?> description;
    }

    /** Reads a text that was found in a file in a folder. */
    @FunctionalInterface
    interface Read<T> {
        T read(String text, Path folder);
    }

    /**
     * How one type is written.
     *
     * @param plain whether quotes would make something else of it
     */
    record Format<T>(Class<T> type, String words, String example, boolean plain, Read<T> read) {}

    private Scalars(Map<Class<?>, Format<?>> formats) {
        this.formats = formats;
    }

    /**
     * Those that every {@link Settings} may use: int, long, double, boolean, String, Duration ({@code 500ms};
     * units are ns, us, ms, s, m, h and d; up to 36500d), Path, Ip, Prefix, Block
     * and Address.
     */
    public static Scalars usual() {
        return USUAL;
    }

    /**
     * These and one more.
     *
     * @param type an immutable type with an {@code equals}; its {@code toString} is what {@code read} reads
     * @param example a text that can be read, for messages and documentation
     * @param read throws {@link IllegalArgumentException} with a sentence that says what was found and what would be
     *     right
     */
    public <T> Scalars with(Class<T> type, String example, Function<String, T> read) {
        String words = Words.kebab(type.getSimpleName());
        return and(new Format<>(type, words, example, false, (text, folder) -> read.apply(text)));
    }

    private Scalars and(Format<?> format) {
        Map<Class<?>, Format<?>> more = new HashMap<>(formats);
        more.put(format.type, format);
        return new Scalars(Map.copyOf(more));
    }

    /** The format of a type, which may be boxed; null if it is not a scalar. */
    @Nullable Format<?> format(Class<?> type) {
        return formats.get(MethodType.methodType(type).unwrap().returnType());
    }

    /** The description of a record, made once; two threads may make it twice. */
    @SuppressWarnings("unchecked") // it is kept beside its own type
    <S extends Record> Description<S> describe(Settings<S> settings) {
        Known known = descriptions.get(settings.type());
        Description<?> description = known.description;
        if (description == null) {
            description = new Describer(this, settings.lookup()).describe(settings.type());
            known.description = description;
        }
        return (Description<S>) description;
    }

    /** A value as its format reads it. */
    static String write(Object value) {
        return switch (value) {
            case Duration duration -> Durations.write(duration);
            case Address.Unix unix -> unix.path();
            default -> value.toString();
        };
    }

    private static <T> T whole(String text, Function<String, T> parse) {
        if (!WHOLE.matcher(text).matches()) {
            String hint = text.matches("0\\d+") ? "write it without leading zeros" : "";
            throw new Unfit("expected a whole number such as 8, found " + Words.shown(text), hint);
        }
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new Unfit(Words.shown(text) + " is too large a number", "");
        }
    }

    private static double decimal(String text) {
        if (text.length() > 64 || !DECIMAL.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
            throw new Unfit("expected a number such as 0.5, found " + Words.shown(text), "");
        }
        return Double.parseDouble(text);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                String hint = text.matches("(?i)yes|on|true")
                        ? "write true"
                        : text.matches("(?i)no|off|false") ? "write false" : "";
                throw new Unfit("expected true or false, found " + Words.shown(text), hint);
            }
        };
    }

    private static Path path(String text, Path folder) {
        if (text.startsWith("~")) {
            throw new Unfit(
                    "expected a path, found " + Words.shown(text), "~ is not replaced here; write the whole path");
        }
        try {
            if (!text.isEmpty()) {
                return folder.resolve(text);
            }
        } catch (InvalidPathException e) {
            // falls through: a character that no file name can have
        }
        throw new Unfit("expected a path such as /etc/nib/list.txt, found " + Words.shown(text), "");
    }

    private static Ip ip(String text) {
        if (!Ip.isNumeric(text)) {
            throw new Unfit("expected an IP address such as 10.0.0.1 or 2001:db8::1, found " + Words.shown(text), "");
        }
        return Ip.parse(text);
    }
}
