package nib.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("nib.ctl");
    }

    @Test
    void onlyTheOwnerMayUseTheFile() throws IOException, Refusal {
        try (ControlSocket socket = ControlSocket.at(path())) {
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket.path()));
            try (var files = Files.list(folder)) {
                assertEquals(List.of(path()), files.toList());
            }
        }
    }

    @Test
    void whoRunsAsTheSameUserIsTrusted() throws IOException, Refusal {
        try (ControlSocket socket = ControlSocket.at(path());
                SocketChannel caller = SocketChannel.open(UnixDomainSocketAddress.of(path()));
                SocketChannel accepted = socket.accept()) {
            assertTrue(caller.isConnected());
            assertTrue(socket.trusts(accepted));
        }
    }

    @Test
    void theFileGoesWhenNobodyListens() throws Refusal {
        ControlSocket.at(path()).close();
        assertFalse(Files.exists(path()));
    }

    @Test
    void aFileOfAnotherStays() throws IOException, Refusal {
        ControlSocket first = ControlSocket.at(path());
        Files.delete(path());
        try (ControlSocket second = ControlSocket.at(path())) {
            first.close();
            assertTrue(Files.exists(second.path()));
        }
    }

    @Test
    void whatAProcessLeftBehindIsReplaced() throws IOException, Refusal {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path()));
        dead.close();
        assertTrue(Files.exists(path()));
        ControlSocket.at(path()).close();
    }

    @Test
    void aSocketThatAnswersIsNotReplaced() throws Refusal {
        try (ControlSocket first = ControlSocket.at(path())) {
            Refusal refusal = assertThrows(Refusal.class, () -> ControlSocket.at(path()));
            assertEquals("no control socket at " + path() + ": another process answers there", refusal.line());
            assertEquals(Exit.CANNOT_START, refusal.exit());
            assertTrue(first.isOpen());
        }
    }

    @Test
    void aFileThatIsNoSocketIsNotReplaced() throws IOException {
        Files.writeString(path(), "precious");
        Refusal refusal = assertThrows(Refusal.class, () -> ControlSocket.at(path()));
        assertEquals("no control socket at " + path() + ": there is a file that is no socket", refusal.line());
        assertEquals("precious", Files.readString(path()));
    }

    @Test
    void aPathThatIsTooLongIsRefusedAndLeavesNothing() throws IOException {
        Path deep = folder.resolve("x".repeat(120));
        assertThrows(Refusal.class, () -> ControlSocket.at(deep.resolve("nib.ctl")));
        Files.createDirectory(deep);
        assertThrows(Refusal.class, () -> ControlSocket.at(deep.resolve("nib.ctl")));
        try (var files = Files.list(deep)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void theUsualPlaceIsTheFirstThatCanBeHad() throws IOException {
        Path session = Files.createDirectory(folder.resolve("session"));
        Path system = folder.resolve("system");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", session.toString());
        ControlPath usual = new ControlPath(environment, system, temporary);
        assertEquals(Optional.of(session.resolve("nib.ctl")), usual.free());
        Files.delete(session);
        assertEquals(Optional.of(system.resolve("nib.ctl")), usual.free());
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(system));
        ControlPath noSystem = new ControlPath(environment, folder.resolve("none/at/all"), temporary);
        Path last = noSystem.free().orElseThrow();
        assertTrue(last.startsWith(temporary));
        assertEquals(PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(last.getParent()));
        assertEquals(last, noSystem.places().getLast());
    }

    @Test
    void aTemporaryFolderThatOthersCanWriteToIsNotTrusted() throws IOException {
        ControlPath usual = new ControlPath(Map.of(), folder.resolve("none/at/all"), folder);
        Path own = usual.free().orElseThrow().getParent();
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxrwx---"));
        assertEquals(Optional.empty(), usual.free());
    }

    @Test
    void aLinkInPlaceOfTheTemporaryFolderIsNotFollowed() throws IOException {
        ControlPath usual = new ControlPath(Map.of(), folder.resolve("none/at/all"), folder);
        Path own = usual.free().orElseThrow().getParent();
        Files.delete(own);
        Files.createSymbolicLink(
                own,
                Files.createDirectory(
                        folder.resolve("elsewhere"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        assertEquals(Optional.empty(), usual.free());
    }
}
