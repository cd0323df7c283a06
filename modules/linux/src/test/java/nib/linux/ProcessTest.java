package nib.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nib.api.Address;
import org.junit.jupiter.api.Test;

class ProcessTest {
    @Test
    void usersAndGroupsAreKnownByName() throws LinuxException {
        Users.User root = Users.user("root").orElseThrow();
        assertEquals(new Users.User("root", 0, 0), root);
        assertEquals(Optional.of(0), Users.group("root"));
        assertTrue(Arrays.stream(Users.groups(root)).anyMatch(gid -> gid == 0));
        assertEquals(Optional.empty(), Users.user("no-such-user"));
        assertEquals(Optional.empty(), Users.group("no-such-group"));
    }

    @Test
    void theEffectiveUserIsTheOneOfTheProcess() throws IOException {
        assertEquals((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"), Users.effective());
    }

    @Test
    void capabilitiesAreThoseOfTheThread() throws IOException {
        try (Lab lab = new Lab()) {
            Privileges.Capabilities now = Privileges.capabilities(lab.call);
            assertEquals(line("CapEff"), now.effective());
            assertEquals(line("CapPrm"), now.permitted());
            assertEquals(line("CapInh"), now.inheritable());
        }
    }

    @Test
    void aThreadGivesUpCapabilitiesForItselfAlone() throws Exception {
        long before = line("CapEff");
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            try (Lab lab = new Lab()) {
                Privileges.Capabilities now = Privileges.capabilities(lab.call);
                Privileges.capabilities(lab.call, new Privileges.Capabilities(0, now.permitted(), 0));
                assertEquals(0, line("CapEff"));
                Privileges.noNewPrivileges(lab.call);
                assertEquals(1, line("NoNewPrivs"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Throwable[] failure = new Throwable[1];
        thread.setUncaughtExceptionHandler((one, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
        assertEquals(before, line("CapEff"));
    }

    @Test
    void rootBecomesSomebodyElseOnEveryThreadAndKeepsACapability() throws Exception {
        assumeTrue(Users.effective() == 0, "only root can");
        String classes = place(Linux.class) + ":" + place(Address.class) + ":"
                + place(Linux.class).resolveSibling("test-classes");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classes,
                        Descent.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("65534 65534 [65534] bound", said.strip());
        assertEquals(0, process.waitFor());
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void aFolderThatIsNotThereIsNoRoot() {
        try (Lab lab = new Lab()) {
            LinuxException e = assertThrows(LinuxException.class, () -> Privileges.chroot(lab.call, "/no/such/folder"));
            assertEquals("chroot /no/such/folder: " + Errno.describe(e.errno()), e.getMessage());
            assertTrue(e.errno() == Errno.ENOENT || e.errno() == Errno.EPERM);
        }
    }

    private static long line(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/thread-self/status"));
        String value = lines.stream()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1)
                .strip();
        return Long.parseUnsignedLong(value, 16);
    }
}
