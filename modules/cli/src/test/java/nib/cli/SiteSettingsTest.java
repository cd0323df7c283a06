package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSettingsTest {
    private static final Set<String> KNOWN = Set.of("nib.tcp", "nib.policies", "java.base");

    @TempDir
    private Path folder;

    private SiteSettings read(String text) throws Exception {
        return SiteSettings.read(Files.writeString(folder.resolve("site.yaml"), text), KNOWN);
    }

    @Test
    void pathsBeginAtTheFolderOfTheList() throws Exception {
        Files.createDirectory(folder.resolve("geo"));
        SiteSettings site = read("{ modules: [nib.tcp], plugins: [geo], cache: false }");
        assertEquals(
                folder.resolve("geo").toRealPath(),
                site.plugins().getFirst().path().toRealPath());
        assertEquals("nib.tcp", site.modules().orElseThrow().getFirst().name());
        assertEquals(List.of(), site.options());
    }

    @Test
    void everyProblemIsToldWithItsPlace() throws IOException {
        Refusal refusal = assertThrows(Refusal.class, () -> read("""
                modules: [nib.tpc, nib.policies, nowhere]
                plugins: [gone.jar]
                configuration: gone.yaml
                option: []
                cache: maybe
                """));
        String file = folder.resolve("site.yaml").toString();
        assertEquals(
                List.of(
                        file + ":1:11: there is no module \"nib.tpc\"; did you mean \"nib.tcp\"?",
                        file + ":1:34: there is no module \"nowhere\"",
                        file + ":2:11: there is no \"gone.jar\" in " + folder,
                        file + ":3:16: there is no \"gone.yaml\" in " + folder,
                        file + ":4:1: unknown key \"option\"; did you mean \"options\"?",
                        file + ":5:8: expected true or false, found \"maybe\""),
                refusal.details());
        assertEquals("6 problems", refusal.line());
        assertEquals(Exit.PROBLEM, refusal.exit());
    }
}
