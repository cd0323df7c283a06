package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    @TempDir
    private Path folder;

    /** What a search looks at: commands that can be started, and the file that says the version. */
    private Path jdk(String name, String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve(name).resolve("bin"));
        for (String command : new String[] {"java", "jlink"}) {
            Path file = Files.writeString(bin.resolve(command), "");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(folder.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return folder.resolve(name);
    }

    private Path found(Map<String, String> environment) throws Refusal {
        return Jdk.find(Optional.empty(), environment, folder.resolve("usual")).home();
    }

    @Test
    void theFirstThatIsNewEnoughIsTaken() throws Exception {
        Path usual = jdk("usual/jdk-25", "25.0.1");
        Path path = jdk("path", "26-ea");
        Path home = jdk("home", "25");
        Path own = jdk("own", "25.0.2");
        Path old = jdk("old", "17.0.1");

        assertEquals(usual, found(Map.of("JAVA_HOME", old.toString())));
        Map<String, String> onPath = Map.of("PATH", old + "/bin:" + path + "/bin", "JAVA_HOME", old.toString());
        assertEquals(path.toRealPath(), found(onPath));
        assertEquals(home, found(Map.of("JAVA_HOME", home.toString(), "PATH", path + "/bin")));
        assertEquals(own, found(Map.of("NIB_JDK", own.toString(), "JAVA_HOME", home.toString())));
    }

    @Test
    void whereThereIsNoneItSaysWhatIsNeeded() throws IOException {
        jdk("usual/jdk-21", "21.0.4");
        Refusal refusal = assertThrows(Refusal.class, () -> found(Map.of("PATH", "/nowhere")));
        assertEquals(Exit.CANNOT_START, refusal.exit());
        assertEquals(
                "making an image needs a JDK 25 or newer with jlink on this machine; name it by --jdk DIR or JAVA_HOME",
                refusal.line());
    }

    @Test
    void theOneThatIsNamedMustFit() throws IOException {
        Path old = jdk("old", "21");
        Refusal refusal =
                assertThrows(Refusal.class, () -> Jdk.find(Optional.of(old), Map.of(), folder.resolve("usual")));
        assertTrue(refusal.line().endsWith("old is no JDK 25 or newer with jlink"), refusal.line());
    }
}
