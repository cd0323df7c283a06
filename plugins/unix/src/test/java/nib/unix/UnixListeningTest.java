package nib.unix;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Settings;
import nib.spi.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixListeningTest {
    private static final Transport UNIX = new UnixProvider().create(new Settings.None());

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("app.sock");
    }

    private Transport.Listening listen(Transport.SocketFile file) throws IOException {
        return UNIX.listen(new Transport.ListenTerms(new Address.Unix(path.toString()), 10, file));
    }

    private Transport.Listening listen() throws IOException {
        return listen(Transport.SocketFile.USUAL);
    }

    private static void stop(Transport.Listening listening) {
        listening.close();
    }

    private static String path(Transport.Listening listening) {
        return ((Address.Unix) listening.local()).path();
    }

    @Test
    void theFileHasTheModeThatWasAskedFor() throws IOException {
        for (int mode : new int[] {0600, 0660, 0666, 0, 0777, 0421}) {
            try (Transport.Listening listening = listen(new Transport.SocketFile(mode, null, null))) {
                assertEquals(path.toString(), path(listening));
                assertEquals(mode, (int) Files.getAttribute(path, "unix:mode") & 0777);
            }
        }
    }

    @Test
    void theFileIsOursByNameOrNumber() throws IOException {
        Files.createFile(folder.resolve("mine"));
        String owner = Files.getOwner(folder.resolve("mine")).getName();
        String group = Files.getAttribute(folder.resolve("mine"), "unix:gid").toString();
        try (Transport.Listening listening = listen(new Transport.SocketFile(-1, owner, group))) {
            assertEquals(path.toString(), path(listening));
            assertEquals(owner, Files.getOwner(path).getName());
            assertEquals(group, Files.getAttribute(path, "unix:gid").toString());
        }
    }

    @Test
    void anOwnerThatDoesNotExistIsNamedAndNothingStays() {
        IOException e = assertThrows(
                LocalFailure.class,
                () -> listen(new Transport.SocketFile(-1, "no-such-user-here", null))
                        .close());
        assertTrue(String.valueOf(e.getMessage()).contains("no-such-user-here"), e::toString);
        assertFalse(Files.exists(path, NOFOLLOW_LINKS));
    }

    @Test
    void aStaleFileIsReplaced() throws IOException {
        stale();
        try (Transport.Listening listening = listen()) {
            assertEquals(path.toString(), path(listening));
            assertTrue(connects());
        }
        assertFalse(Files.exists(path, NOFOLLOW_LINKS));
    }

    private void stale() throws IOException {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertTrue(Files.exists(path));
    }

    private boolean connects() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        }
    }

    @Test
    void aSocketThatSomebodyAnswersOnIsLeftAlone() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(path), 1);
            assertThrows(LocalFailure.class, () -> listen().close());
            assertDoesNotThrow(this::connects);
            assertThrows(LocalFailure.class, () -> listen().close(), "with a full queue too");
            assertTrue(Files.exists(path));
        }
    }

    @Test
    void whatIsNoSocketIsLeftAlone() throws IOException {
        Files.writeString(path, "precious");
        IOException e = assertThrows(LocalFailure.class, () -> listen().close());
        assertTrue(String.valueOf(e.getMessage()).contains("no socket"), e::toString);
        assertEquals("precious", Files.readString(path));
    }

    @Test
    void aLinkIsNoSocketEither() throws IOException {
        Path other = folder.resolve("other");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(other))
                .close();
        Files.createSymbolicLink(path, other);
        assertThrows(LocalFailure.class, () -> listen().close());
        assertTrue(Files.exists(other));
    }

    @Test
    void aFileThatIsNoLongerOursIsNotRemoved() throws IOException {
        try (Transport.Listening old = listen()) {
            Files.delete(path);
            try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                other.bind(UnixDomainSocketAddress.of(path));
                stop(old);
                assertTrue(connects());
            }
        }
    }

    @Test
    void aFolderThatIsMissingIsSaid() {
        path = folder.resolve("none/app.sock");
        IOException e = assertThrows(LocalFailure.class, () -> listen().close());
        assertTrue(String.valueOf(e.getMessage()).contains("its folder does not exist"), e::toString);
    }

    @Test
    void abstractNamesAreForOthers() {
        assertFalse(UNIX.reaches(new Address.Unix("@name")));
        assertTrue(UNIX.reaches(new Address.Unix("/run/app.sock")));
    }
}
