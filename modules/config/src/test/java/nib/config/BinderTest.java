package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.spi.Default;
import nib.spi.Policy;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

class BinderTest {
    record Parted(
            @Default("round-robin") Policy policy,
            @Default("[]") List<Policy> more,
            @Default("{}") Map<String, Policy> named) {}

    record Filed(
            Optional<Path> one, @Default("lists/usual.txt") Path two) {}

    private static final Settings<Parted> PARTED = new Settings<>(Parted.class, MethodHandles.lookup());
    private static final String TEXT = """
            policy: { weighted: { then: { nest: least-connections } } }
            more: [round-robin, { weighted: { smooth: false } }]
            named: { "a.b": round-robin }
            """;

    private final Problems problems = new Problems();

    private Parted bind(String text, Parts parts) {
        return new Binder(Scalars.usual(), parts)
                .bind(Source.of("x", text), PARTED, problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    @Test
    void partsThatDoNotChangeAreTheSameAgain() {
        SampleParts parts = new SampleParts();
        Parted first = bind(TEXT, parts);
        Parted second = bind(TEXT.replace("smooth: false", "smooth: true"), parts.next());
        assertSame(first.policy(), second.policy());
        assertSame(first.more().get(0), second.more().get(0));
        assertNotSame(first.more().get(1), second.more().get(1));
        assertSame(first.named().get("a.b"), second.named().get("a.b"));
    }

    @Test
    void aPartChangesWhenAPartWithinItDoes() {
        SampleParts parts = new SampleParts();
        Parted first = bind(TEXT, parts);
        Parted second = bind(TEXT.replace("least-connections", "round-robin"), parts.next());
        assertNotSame(first.policy(), second.policy());
    }

    @Test
    void everyMentionKnowsItsPlace() {
        List<String> places = new ArrayList<>();
        SampleParts parts = new SampleParts();
        bind(TEXT, new Parts() {
            @Override
            public <T> Optional<T> resolve(Mention<T> mention) {
                places.add(mention.place() + " " + mention.at() + " "
                        + mention.kind().getSimpleName() + " " + mention.word() + " "
                        + mention.written().map(Node::at));
                return parts.resolve(mention);
            }
        });
        assertEquals(
                List.of(
                        "policy x:1:11 Policy weighted Optional[x:1:21]",
                        "policy.weighted.then x:1:31 Policy nest Optional[x:1:37]",
                        "policy.weighted.then.nest.then x:1:37 Policy least-connections Optional.empty",
                        "more[0] x:2:8 Policy round-robin Optional.empty",
                        "more[1] x:2:23 Policy weighted Optional[x:2:33]",
                        "more[1].weighted.then x:2:33 Policy round-robin Optional.empty",
                        "named.\"a.b\" x:3:17 Policy round-robin Optional.empty"),
                places);
    }

    @Test
    void aDefaultThatNobodyKnowsIsToldWhereItWasLeftOut() {
        String told = problemsWith("more: []", new Parts() {
            @Override
            public <T> Optional<T> resolve(Mention<T> mention) {
                mention.unknown(List.of("hash"));
                return Optional.empty();
            }
        });
        assertEquals("x:1:1: the default of \"policy\": no policy is called \"round-robin\"; known here: hash", told);
    }

    @Test
    void partsThatAnswerNothingAndTellNothingAreToldForThem() {
        String told = problemsWith("policy: hash", new Parts() {
            @Override
            public <T> Optional<T> resolve(Mention<T> mention) {
                return Optional.empty();
            }
        });
        assertEquals("x:1:9: \"hash\" cannot be had", told);
    }

    @Test
    void partsThatThrowAreAProblemToo() {
        String told = problemsWith("policy: hash", new Parts() {
            @Override
            public <T> Optional<T> resolve(Mention<T> mention) {
                throw new IllegalStateException("gone");
            }
        });
        assertEquals(
                "x:1:9: failed with java.lang.IllegalStateException: gone; "
                        + "this is a mistake in the program, not in the configuration",
                told);
    }

    private String problemsWith(String text, Parts parts) {
        Optional<Parted> bound = new Binder(Scalars.usual(), parts).bind(Source.of("x", text), PARTED, problems);
        assertFalse(bound.isPresent());
        return problems.toString();
    }

    @Test
    void relativePathsStartAtTheFolderOfTheFile() {
        Settings<Filed> settings = new Settings<>(Filed.class, MethodHandles.lookup());
        Source source = new Source("x", "one: a/../b.txt", Path.of("/etc/nib"));
        Filed filed = new Binder(Scalars.usual(), new SampleParts())
                .bind(source, settings, problems)
                .orElseThrow();
        assertEquals(Optional.of(Path.of("/etc/nib/a/../b.txt")), filed.one());
        assertEquals(Path.of("/etc/nib/lists/usual.txt"), filed.two());
    }

    @Test
    void whatIsBoundCannotBeChanged() {
        Parted parted = bind(TEXT, new SampleParts());
        assertThrows(UnsupportedOperationException.class, () -> parted.more().clear());
        assertThrows(UnsupportedOperationException.class, () -> parted.named().clear());
    }

    @Test
    void theModuleShowsOnePackage() {
        assertEquals(
                "[nib.config]",
                Binder.class.getModule().getDescriptor().exports().toString());
        assertTrue(Binder.class.getModule().getDescriptor().opens().isEmpty());
    }
}
