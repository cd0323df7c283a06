package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nib.api.Prefix;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Guard;
import nib.spi.Policy;
import nib.spi.Range;
import nib.spi.Settings;
import nib.spi.Shorthand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionTest {
    @About("Something to set.")
    record Sample(
            @About("How much.") @Shorthand @Range(min = "1", max = "5")
            int howMuch,

            @Default("10s") @Range(min = "1ms") Duration every,
            Optional<List<Prefix>> prefixes,
            @Default("red") Colour colour,
            @Default("{}") Map<String, Inner> inner,
            @Default("hash") Policy policy,
            @Default("[]") List<Guard> guards) {}

    record Inner(boolean yes) {}

    enum Colour {
        RED,
        DARK_BLUE
    }

    private static <S extends Record> Description<S> describe(Class<S> type) {
        return Description.of(new Settings<>(type, MethodHandles.lookup()));
    }

    @Test
    void saysWhatMayBeWritten() {
        Description<Sample> description = describe(Sample.class);
        assertEquals("Something to set.", description.about());
        assertEquals(Sample.class, description.type());
        String lines = description.settings().stream()
                .map(each -> String.join(
                        " / ",
                        each.key(),
                        each.type().words(),
                        each.limits().map(Object::toString).orElse("-"),
                        each.fallback().orElse("-"),
                        each.optional() ? "may be left out" : "needed"))
                .collect(Collectors.joining("\n"));
        assertEquals("""
                how-much / whole number / 1 to 5 / - / needed
                every / duration / at least 1ms / 10s / may be left out
                prefixes / list of prefix / - / - / may be left out
                colour / red | dark-blue / - / red / may be left out
                inner / map of inner / - / {} / may be left out
                policy / policy / - / hash / may be left out
                guards / list of guard / - / [] / may be left out""", lines);
        assertEquals("How much.", description.settings().get(0).about());
        assertEquals(Optional.of("how-much"), description.shorthand().map(Setting::key));
        assertEquals("howMuch", description.settings().get(0).component());
    }

    @Test
    void isMadeOnceForARecord() {
        assertEquals(describe(Sample.class), describe(Sample.class));
    }

    @Test
    void nestsDescriptions() {
        Type inner = describe(Sample.class).settings().get(4).type();
        Type.Group group = (Type.Group) ((Type.MapOf) inner).value();
        assertEquals(
                List.of("yes"),
                group.description().settings().stream().map(Setting::key).toList());
    }

    record Unbindable(Set<String> words) {}

    record Wild(List<? extends Number> numbers) {}

    record Keys(Map<Integer, String> byNumber) {}

    record Both(@Default("5") Optional<Integer> number) {}

    record Raw(@SuppressWarnings("rawtypes") Optional<List> lists) {}

    record Unread(@Default("many") int number) {}

    record Unwritten(@Default("[") List<String> texts) {}

    record Beyond(@Default("6") @Range(min = "1", max = "5") int number) {}

    record Crooked(@Range(min = "5", max = "1") int number) {}

    record Unranged(@Range(min = "a") String text) {}

    record Rangeless(@Range(min = "one") int number) {}

    record Lonely(@Shorthand int number, int other) {}

    record Twins(
            @Shorthand @Default("1") int number,
            @Shorthand @Default("1") int other) {}

    record Endless(Optional<Endless> next) {}

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(
                        Unbindable.class,
                        "component words of NAME has a type that cannot be bound: "
                                + "java.util.Set<java.lang.String>"),
                Arguments.of(
                        Wild.class,
                        "component numbers of NAME has a type that cannot be bound: " + "? extends java.lang.Number"),
                Arguments.of(
                        Keys.class,
                        "component byNumber of NAME has a type that cannot be bound: "
                                + "java.util.Map<java.lang.Integer, java.lang.String>"),
                Arguments.of(
                        Both.class, "component number of NAME is an Optional of nothing, or has a default as well"),
                Arguments.of(Raw.class, "component lists of NAME has a type that cannot be bound: java.util.List"),
                Arguments.of(
                        Unread.class,
                        "component number of NAME has a default that does not fit: "
                                + "expected a whole number such as 8, found \"many\""),
                Arguments.of(
                        Unwritten.class,
                        "component texts of NAME has a default that does not fit: "
                                + "expected a value, found the end"),
                Arguments.of(
                        Beyond.class,
                        "component number of NAME has a default that does not fit: " + "expected 1 to 5, found 6"),
                Arguments.of(
                        Crooked.class,
                        "component number of NAME has a range that cannot be read: "
                                + "the largest value is below the smallest"),
                Arguments.of(
                        Unranged.class, "component text of NAME has a range, but is neither a number nor a duration"),
                Arguments.of(
                        Rangeless.class,
                        "component number of NAME has a range that cannot be read: "
                                + "expected a whole number such as 8, found \"one\""),
                Arguments.of(
                        Lonely.class,
                        "the shorthand of NAME must be the only one, not a map, and everything "
                                + "beside it optional"),
                Arguments.of(
                        Twins.class,
                        "the shorthand of NAME must be the only one, not a map, and everything "
                                + "beside it optional"),
                Arguments.of(Endless.class, "NAME stands within itself"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesAWrongDeclarationAndSaysWhy(Class<? extends Record> type, String message) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> describe(type));
        assertEquals(message.replace("NAME", type.getName()), thrown.getMessage());
    }

    @Test
    void needsALookupThatReachesTheRecord() {
        Settings<Inner> unreached = new Settings<>(Inner.class, MethodHandles.publicLookup());
        Scalars apart = Scalars.usual().with(StringBuilder.class, "x", StringBuilder::new);
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Description.of(unreached, apart));
        assertEquals(
                Inner.class.getName() + " cannot be reached: its lookup must be of the class that declares it",
                thrown.getMessage());
    }
}
