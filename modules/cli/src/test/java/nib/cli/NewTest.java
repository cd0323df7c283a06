package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written; that it can be built and works is shown on the image, with Maven. */
class NewTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyKindHasAProjectWithNothingLeftToFillIn(PluginKind kind) throws Exception {
        List<Path> files = new PluginProject(kind, PluginName.of("my-part", null)).write(folder);
        for (String file : List.of(
                "pom.xml",
                "docs/my-part.md",
                "src/main/java/module-info.java",
                "src/main/java/example/mypart/MyPartProvider.java",
                "src/main/java/example/mypart/MyPartSettings.java",
                "src/main/java/example/mypart/MyPart.java",
                "src/test/java/example/mypart/MyPartTest.java",
                "src/test/java/example/mypart/MyPartHouseTest.java")) {
            assertTrue(files.contains(folder.resolve(file)), file);
        }
        for (Path file : files) {
            String text = Files.readString(file);
            assertFalse(text.matches("(?s).*@(name|Name|kind|Kind|package|path|version|repository)@.*"), text);
        }
        assertTrue(Files.readString(folder.resolve("src/main/java/example/mypart/MyPart.java"))
                .contains("implements " + kind.type()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            polices my-policy       | there is no kind of plugin polices; did you mean policy?
            thing my-thing          | there is no kind of plugin thing; there are transport, guard, filter, policy, probe, observer
            policy My_Policy        | My_Policy cannot be the name of a plugin: lower case letters, digits and hyphens, such as my-policy, at most 40
            policy ../evil          | ../evil cannot be the name of a plugin: lower case letters, digits and hyphens, such as my-policy, at most 40
            policy default          | example.default cannot be the name of a package: default is a word of Java; choose another, or name one by --package
            policy a --package A.b  | A.b cannot be the name of a package: lower case words joined by dots, such as com.example.a
            policy a --package nib.a | nib.a cannot be the name of a package: those that begin with nib are Nib's
            """)
    void aWrongNameIsRefusedWithWhatWouldBeRight(String arguments, String reason) {
        Cli.Outcome outcome = Cli.nib(("new plugin " + arguments).split(" ", -1));
        assertEquals(Exit.USAGE, outcome.exit());
        assertEquals("nib: " + reason + "\n", outcome.err());
        assertEquals("", outcome.out());
    }

    @Test
    void aPackageOfOnesOwnIsTaken() throws Exception {
        new PluginProject(PluginKind.GUARD, PluginName.of("default", "com.example.gate")).write(folder);
        String module = Files.readString(folder.resolve("src/main/java/module-info.java"));
        assertTrue(module.contains("module com.example.gate {"), module);
        assertTrue(Files.exists(folder.resolve("src/main/java/com/example/gate/DefaultProvider.java")));
    }

    @Test
    void whatIsThereIsLeftAlone() throws IOException {
        Cli.Outcome outcome = Cli.nib("new", "plugin", "policy", "src");
        assertEquals(Exit.PROBLEM, outcome.exit());
        assertEquals("nib: src is there already; nothing was written\n", outcome.err());
        assertFalse(Files.exists(Path.of("src/pom.xml")));
    }

    @Test
    void somethingMustBeSaid() {
        Cli.Outcome outcome = Cli.nib("new");
        assertEquals(Exit.USAGE, outcome.exit());
        assertEquals("nib: say what: nib new plugin KIND NAME; see nib new plugin --help\n", outcome.err());
    }
}
