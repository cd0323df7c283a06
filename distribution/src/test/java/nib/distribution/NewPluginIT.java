package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nib new plugin} makes, of every kind, can be built as it is by somebody who has only an image. */
class NewPluginIT {
    private static final List<String> KINDS = List.of("filter", "guard", "observer", "policy", "probe", "transport");

    @TempDir
    private Path folder;

    @TempDir
    private Path tools;

    @Test
    void everyKindIsBuiltTestedAndDroppedIn() throws Exception {
        try (Workbench bench = new Workbench(folder, tools)) {
            begin(bench);
            build(bench);
            dropIn(bench);
        }
    }

    private void begin(Workbench bench) throws Exception {
        for (String kind : KINDS) {
            Run made = bench.shell("./nib new plugin " + kind + " my-" + kind);
            assertEquals(0, made.status(), made.err());
            assertTrue(made.out().contains("my-" + kind + "/docs/my-" + kind + ".md\n"), made.out());
        }
        Run again = bench.shell("./nib new plugin policy my-policy");
        assertEquals("nib: my-policy is there already; nothing was written\n", again.err());
    }

    private void build(Workbench bench) throws Exception {
        // One Maven for all: each is a project of its own, which starting Maven six times would only show more slowly.
        String modules =
                KINDS.stream().map(kind -> "<module>my-" + kind + "</module>").collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>all</groupId>
                  <artifactId>all</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """.formatted(modules));
        Run built = bench.shell("mvn -T 2 verify && mkdir plugins && cp my-*/target/my-*.jar plugins");
        assertEquals(0, built.status(), () -> built.out() + built.err());
        for (String kind : KINDS) {
            try (var reports = Files.list(folder.resolve("my-" + kind + "/target/surefire-reports"))) {
                assertEquals(
                        2,
                        reports.filter(file -> file.toString().endsWith(".xml")).count(),
                        kind);
            }
        }
    }

    private void dropIn(Workbench bench) throws Exception {
        Run listed = bench.shell("./nib plugins --plugins plugins");
        assertEquals("", listed.err());
        for (String kind : KINDS) {
            String line = kind + " +my-" + kind + " +example\\.my" + kind + "@1\\.0 +21 .*";
            assertTrue(listed.out().lines().anyMatch(one -> one.matches(line)), listed.out());
        }
    }
}
