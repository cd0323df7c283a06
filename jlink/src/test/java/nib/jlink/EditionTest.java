package nib.jlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditionTest {
    @TempDir
    private Path folder;

    @Test
    void takesOneModuleALineInOrderAndIsNamedLikeItsFile() throws Exception {
        Edition edition = Edition.read(list("# ours\n\n  nib.cli  # the command\nnib.access_log\norg.slf4j\n"));

        assertEquals(new Edition("small", List.of("nib.cli", "nib.access_log", "org.slf4j")), edition);
    }

    @Test
    void refusesWhatIsNotTheNameOfAModule() throws Exception {
        assertEquals(file() + ":2: 'nib-tcp.jar' is not the name of a module", complaint("nib.cli\nnib-tcp.jar\n"));
    }

    @Test
    void refusesAModuleListedTwice() throws Exception {
        assertEquals(file() + ":3: nib.cli is listed twice", complaint("nib.cli\nnib.tcp\nnib.cli\n"));
    }

    @Test
    void refusesAListWithoutModules() throws Exception {
        assertEquals(file() + " lists no module", complaint("# nib.cli\n"));
    }

    @Test
    void refusesAListThatIsNotThere() {
        ImageFailure failure = assertThrows(ImageFailure.class, () -> Edition.read(file()));

        assertEquals("no edition at " + file(), failure.getMessage());
    }

    private String complaint(String text) throws IOException {
        Path list = list(text);
        return String.valueOf(
                assertThrows(ImageFailure.class, () -> Edition.read(list)).getMessage());
    }

    private Path list(String text) throws IOException {
        return Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("small.list");
    }
}
