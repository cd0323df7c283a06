package nib.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
    @TempDir
    Path temporary;

    private Path plugins = Path.of("");
    private PluginFolder folder = new PluginFolder(plugins, Optional.empty());

    @BeforeEach
    void anEmptyFolder() throws IOException {
        plugins = Files.createDirectory(temporary.resolve("plugins"));
        folder = new PluginFolder(plugins, Optional.empty());
    }

    private Workbench bench() {
        return new Workbench(temporary);
    }

    private Path in(String name) {
        return plugins.resolve(name);
    }

    /** The words that are there, and what was refused, by file name. */
    private String contents() {
        PluginFolder.Contents now = folder.read();
        String words = now.dropIns().stream()
                .flatMap(one -> one.providers().stream())
                .map(nib.spi.Provider::word)
                .collect(Collectors.joining(" "));
        return words
                + now.refused().stream()
                        .map(one -> " !" + one.origin().getFileName() + ": " + one.reason())
                        .collect(Collectors.joining());
    }

    @Test
    void anEmptyFolderHoldsNothing() {
        assertEquals("", contents());
    }

    @Test
    void aMissingFolderIsToldByItsReason() {
        folder = new PluginFolder(temporary.resolve("nowhere"), Optional.empty());
        assertEquals(" !nowhere: there is no such folder", contents());
    }

    @Test
    void aModuleInAJarIsAPlugin() throws IOException {
        bench().policy("sparse").module("some.stranger").jar(in("sparse.jar"));
        assertEquals("sparse", contents());
    }

    @Test
    void aJarThatIsNoModuleButOffersAServiceIsAPlugin() throws IOException {
        bench().policy("plain").service().jar(in("plain-1.0.jar"));
        assertEquals("plain", contents());
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        Files.writeString(in("README"), "words");
        Files.writeString(in("sparse.jar.part"), "half a jar");
        Files.createDirectory(in(".hidden"));
        assertEquals("", contents());
    }

    @Test
    void aJarWithoutAPluginIsRefused() throws IOException {
        bench().source("lib/Thing.java", "package lib; public class Thing {}").jar(in("library.jar"));
        assertEquals(
                " !library.jar: it brings no plugin: no module that provides nib.spi.Provider, nor"
                        + " META-INF/services/nib.spi.Provider",
                contents());
    }

    @Test
    void aFolderWithoutAJarIsRefused() throws IOException {
        Files.createDirectory(in("empty"));
        assertEquals(" !empty: there is no jar in it", contents());
    }

    @Test
    void aFileThatIsNoJarIsRefusedAndTheRestRuns() throws IOException {
        Files.writeString(in("broken.jar"), "this is no jar");
        bench().policy("sparse").module("some.stranger").jar(in("sparse.jar"));
        String contents = contents();
        assertTrue(contents.startsWith("sparse !broken.jar: broken.jar cannot be read as a jar: "), contents);
    }

    @Test
    void aPluginThatMissesAModuleIsRefusedByItsName() throws IOException {
        Path library = bench().source("module-info.java", "module lib { exports lib; }")
                .source("lib/Thing.java", "package lib; public class Thing {}")
                .jar(temporary.resolve("lib.jar"));
        bench().policy("needy")
                .module("some.stranger", "requires lib;")
                .library(library)
                .jar(in("needy.jar"));
        assertEquals(
                " !needy.jar: its modules do not fit together: Module lib not found, required by some.stranger",
                contents());
    }

    @Test
    void aPluginForANewerJavaIsRefusedWithBoth() throws IOException {
        int here = Runtime.version().feature();
        byte[] newer = HexFormat.of().parseHex("cafebabe0000%04x".formatted(here + 1 + 44));
        bench().policy("young").service().resource("some/New.class", newer).jar(in("young.jar"));
        assertEquals(" !young.jar: young.jar needs Java " + (here + 1) + ", this is Java " + here, contents());
    }

    @Test
    void whatTheHouseLendsMayNotBeBrought() throws IOException {
        bench().policy("greedy").module("some.stranger").jar(in("greedy/greedy.jar"));
        Files.createDirectories(in("greedy"));
        bench().source("module-info.java", "module nib.api { }").jar(in("greedy/nib-api-0.9.jar"));
        assertEquals(
                " !greedy: nib-api-0.9.jar is nib.api, which the house lends to all plugins; leave it out", contents());
    }

    @Test
    void theSameModuleTwiceIsRefused() throws IOException {
        bench().policy("twin").module("some.stranger").jar(in("twins/twin-1.jar"));
        bench().policy("twin").module("some.stranger").jar(in("twins/twin-2.jar"));
        assertEquals(" !twins: more than one jar is the module some.stranger; leave one", contents());
    }

    @Test
    void aPluginThatThrowsAtTheStartIsRefused() throws IOException {
        bench().policy("angry", "if (true) throw new IllegalStateException(\"not today\");")
                .module("some.stranger")
                .jar(in("angry.jar"));
        String contents = contents();
        assertTrue(contents.startsWith(" !angry.jar: it cannot be started: "), contents);
        assertTrue(contents.endsWith("not today"), contents);
    }

    @Test
    void whatOthersMayWriteIsRefused() throws IOException {
        Path jar = bench().policy("open").module("some.stranger").jar(in("open.jar"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-r--"));
        assertEquals(" !open.jar: open.jar may be written by its group; chmod go-w it", contents());
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--rw-"));
        assertEquals(" !open.jar: open.jar may be written by everybody; chmod go-w it", contents());
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("open", contents());
        Files.setPosixFilePermissions(plugins, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals(" !plugins: plugins may be written by everybody; chmod go-w it", contents());
    }

    @Test
    void aJarInAFolderThatOthersMayWriteIsRefused() throws IOException {
        bench().policy("open").module("some.stranger").jar(in("open/open.jar"));
        Files.setPosixFilePermissions(in("open"), PosixFilePermissions.fromString("rwxrwxr-x"));
        assertEquals(" !open: open may be written by its group; chmod go-w it", contents());
    }

    @Test
    void onlyWhatIsOnTheListIsLoadedIfThereIsOne() throws Exception {
        Path good = bench().policy("good").module("some.stranger").jar(in("good/good.jar"));
        bench().policy("strange").module("some.stranger").jar(in("strange.jar"));
        Path changed = bench().policy("changed").module("some.stranger").jar(in("changed.jar"));
        Process sums = new ProcessBuilder("sha256sum", "good/good.jar", "changed.jar")
                .directory(plugins.toFile())
                .redirectOutput(in("SHA256SUMS").toFile())
                .start();
        assertEquals(0, sums.waitFor());
        folder = new PluginFolder(plugins, Optional.of(in("SHA256SUMS")));
        assertEquals("changed good !strange.jar: strange.jar is not in the list " + in("SHA256SUMS"), contents());
        assertTrue(Files.exists(good));
        bench().policy("changed-again").module("some.stranger").jar(changed);
        String contents = contents();
        assertTrue(contents.startsWith("good !changed.jar: the SHA-256 of changed.jar is "), contents);
    }

    @Test
    void aListThatIsNoneRefusesEverything() throws IOException {
        bench().policy("good").module("some.stranger").jar(in("good.jar"));
        Files.writeString(in("SHA256SUMS"), "\nnonsense\n");
        folder = new PluginFolder(plugins, Optional.of(in("SHA256SUMS")));
        assertEquals(
                " !plugins: " + in("SHA256SUMS")
                        + ":2: expected a line of sha256sum, such as 64 hexadecimal digits, two"
                        + " spaces and least-load.jar",
                contents());
    }

    @Test
    void whatHasNotChangedStaysLoaded() throws IOException {
        bench().policy("first").module("some.stranger").jar(in("first.jar"));
        Path second = bench().policy("second").module("some.stranger").jar(in("second.jar"));
        List<DropIn> before = folder.read().dropIns();
        bench().policy("other").module("some.stranger").jar(second);
        List<DropIn> after = folder.read().dropIns();
        assertSame(before.get(0), after.get(0));
        assertNotSame(before.get(1), after.get(1));
        assertEquals("first other", contents());
        Files.delete(second);
        assertEquals("first", contents());
    }
}
