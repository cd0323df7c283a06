package nib.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nib.spi.Provider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plugins with libraries of their own, and plugins that are no longer wanted. */
class LayersTest {
    @TempDir
    Path temporary;

    private Path plugins = Path.of("");

    @BeforeEach
    void anEmptyFolder() throws IOException {
        plugins = Files.createDirectory(temporary.resolve("plugins"));
    }

    private Workbench bench() {
        return new Workbench(temporary);
    }

    /** A library that says its version; {@code dressed} is what makes it a module. */
    private Path library(Path jar, int version, boolean explicit) throws IOException {
        Workbench bench = bench().source("lib/Version.java", """
                package lib;
                public class Version {
                    public static final String OF = String.valueOf(%d);
                }
                """.formatted(version));
        if (explicit) {
            bench.source("module-info.java", "module lib { exports lib; }");
        }
        return bench.jar(jar);
    }

    private void speaker(String name, int version, boolean explicit) throws IOException {
        Path library = library(plugins.resolve(name + "/lib.jar"), version, explicit);
        Workbench bench = bench().policy("x")
                .source("some/stranger/Words.java", """
                package some.stranger;
                public class Words implements nib.spi.Policy.Provider<nib.spi.Settings.None> {
                    public String word() { return "%s-" + lib.Version.OF; }
                    public nib.spi.Settings<nib.spi.Settings.None> settings() { return nib.spi.Settings.none(); }
                    public nib.spi.Policy create(nib.spi.Settings.None settings) { return null; }
                }
                """.formatted(name))
                .library(library);
        (explicit ? bench.module("some.stranger", "requires lib;") : bench.service())
                .jar(plugins.resolve(name + "/" + name + ".jar"));
    }

    @Test
    void twoPluginsMayBringDifferentVersionsOfALibrary() throws IOException {
        speaker("one", 1, true);
        speaker("two", 2, true);
        speaker("three", 3, false);
        List<String> words = new PluginFolder(plugins, Optional.empty())
                .read().dropIns().stream()
                        .flatMap(one -> one.providers().stream())
                        .map(Provider::word)
                        .toList();
        assertEquals(List.of("one-1", "three-3", "two-2"), words);
    }

    @Test
    void anExplicitModuleMayRequireOneByNameOnlyAndTheOtherWayRound() throws IOException {
        Path library = library(plugins.resolve("mixed/lib.jar"), 7, false);
        bench().source("some/stranger/Words.java", """
                package some.stranger;
                public class Words implements nib.spi.Policy.Provider<nib.spi.Settings.None> {
                    public String word() { return "mixed-" + lib.Version.OF; }
                    public nib.spi.Settings<nib.spi.Settings.None> settings() { return nib.spi.Settings.none(); }
                    public nib.spi.Policy create(nib.spi.Settings.None settings) { return null; }
                }
                """)
                .library(library)
                .module("some.stranger", "requires lib;", "exports some.stranger to lib;")
                .jar(plugins.resolve("mixed/mixed.jar"));
        PluginFolder.Contents contents = new PluginFolder(plugins, Optional.empty()).read();
        assertEquals(List.of(), contents.refused());
        assertEquals(
                "mixed-7", contents.dropIns().getFirst().providers().getFirst().word());
    }

    @Test
    void everyModuleOfAPluginMayCallNativeCode() throws ReflectiveOperationException, IOException {
        bench().policy("native").module("some.stranger").jar(plugins.resolve("native.jar"));
        Provider<?, ?> one = new PluginFolder(plugins, Optional.empty())
                .read()
                .dropIns()
                .getFirst()
                .providers()
                .getFirst();
        if (Runtime.version().feature() >= 22) {
            Object may = Module.class
                    .getMethod("isNativeAccessEnabled")
                    .invoke(one.getClass().getModule());
            assertEquals(true, may);
        }
    }

    @Test
    @Timeout(60)
    void aPluginThatNobodyHoldsIsUnloadedWithItsCopy() throws Exception {
        Path jar = bench().policy("short-lived").module("some.stranger").jar(plugins.resolve("short.jar"));
        PluginFolder folder = new PluginFolder(plugins, Optional.empty());
        WeakReference<ClassLoader> loader = loader(folder);
        Path copy = Path.of(Objects.requireNonNull(loader.get())
                .getResource("some/stranger/Words.class")
                .toString()
                .replaceAll("^jar:file:|!.*$", ""));
        assertTrue(Files.exists(copy), copy::toString);
        Files.delete(jar);
        assertEquals(List.of(), folder.read().dropIns());
        while (loader.get() != null || Files.exists(copy.getParent())) {
            System.gc();
            Thread.onSpinWait();
        }
        assertFalse(Files.exists(copy));
    }

    private static WeakReference<ClassLoader> loader(PluginFolder folder) {
        Provider<?, ?> one = folder.read().dropIns().getFirst().providers().getFirst();
        assertEquals("short-lived", one.word());
        return new WeakReference<>(one.getClass().getClassLoader());
    }

    @Test
    void nothingIsLeftOfWhatWasRefused() throws IOException {
        long before = copies();
        bench().policy("angry", "if (true) throw new IllegalStateException();")
                .module("some.stranger")
                .jar(plugins.resolve("angry.jar"));
        assertEquals(
                1, new PluginFolder(plugins, Optional.empty()).read().refused().size());
        assertEquals(before, copies());
    }

    private static long copies() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(one -> one.getFileName().toString().startsWith("nib-plugin"))
                    .count();
        }
    }
}
