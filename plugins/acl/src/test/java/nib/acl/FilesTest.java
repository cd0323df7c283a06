package nib.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nib.acl.AclSettings.Who;
import nib.api.Block;
import nib.api.Ip;
import nib.api.Prefix;
import nib.api.Verdict;
import nib.testkit.TestClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists in files. */
class FilesTest {
    @TempDir
    Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("bad.txt"), text);
    }

    private Acl acl(Path... files) {
        Who who = new Who(List.of(), List.of(files), List.of(), List.of(), Optional.empty());
        return (Acl) new AclProvider().create(Lists.single(Optional.empty(), Optional.of(who), Lists.ALLOW));
    }

    private static Verdict check(Acl acl, String ip) {
        return acl.check(TestClients.at(new nib.api.Address.Inet(Ip.parse(ip), 1)));
    }

    @Test
    void namesTheLineThatDecides() throws IOException {
        Acl acl = acl(write("""
                # bad neighbours
                10.0.0.0/8   # one

                192.0.2.1-192.0.2.9
                2001:db8::/32
                """));
        acl.load();
        assertEquals("acl: deny (bad.txt:2)", check(acl, "10.1.1.1").reason());
        assertEquals("acl: deny (bad.txt:4)", check(acl, "192.0.2.9").reason());
        assertEquals("acl: deny (bad.txt:5)", check(acl, "2001:db8::7").reason());
        assertEquals("acl: otherwise allow", check(acl, "192.0.2.10").reason());
        assertEquals(
                Prefix.parse("10.0.0.0/8"),
                acl.scope(TestClients.at(new nib.api.Address.Inet(Ip.parse("10.1.1.1"), 1))));
    }

    @Test
    void letsNobodyInBeforeItsFilesAreRead() {
        Acl acl = acl(folder.resolve("bad.txt"));
        assertInstanceOf(Verdict.Deny.class, check(acl, "192.0.2.10"));
        assertThrows(IOException.class, acl::load);
        assertInstanceOf(Verdict.Deny.class, check(acl, "192.0.2.10"));
    }

    @Test
    void takesANewFileAndRaisesItsGeneration() throws IOException {
        Acl acl = acl(write("10.0.0.0/8\n"));
        acl.load();
        long before = acl.generation();
        write("192.0.2.0/24\n");
        acl.load();
        assertTrue(acl.generation() > before);
        assertInstanceOf(Verdict.Allow.class, check(acl, "10.1.1.1"));
        assertInstanceOf(Verdict.Deny.class, check(acl, "192.0.2.10"));
    }

    @Test
    void keepsWhatItHasWhenAFileIsBroken() throws IOException {
        Acl acl = acl(write("10.0.0.0/8\n"));
        acl.load();
        Path file = write("10.0.0.0/8\n10.0.0.300\n");
        IOException broken = assertThrows(IOException.class, acl::load);
        assertEquals(file + ":2: not an IP address: 10.0.0.300", broken.getMessage());
        Files.delete(file);
        assertEquals(
                file + " does not exist",
                assertThrows(IOException.class, acl::load).getMessage());
        assertInstanceOf(Verdict.Deny.class, check(acl, "10.1.1.1"));
    }

    /** Whatever is written there, it is read or refused. */
    @Test
    void survivesEveryCutAndAnyRubbish() throws IOException {
        byte[] text = "# list\n10.0.0.0/8\r\n192.0.2.1 - 192.0.2.9\n2001:db8::/32 # six\n::1\n"
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            byte[] some = java.util.Arrays.copyOf(text, random.nextInt(text.length + 1));
            for (int change = random.nextInt(4); change > 0 && some.length > 0; change--) {
                some[random.nextInt(some.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("rubbish"), some);
            try {
                ListFile.read(file, (block, line) -> assertEquals(block, Block.parse(block.toString())));
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).matches("(?s).*rubbish:\\d+: .+"), e::toString);
            }
        }
    }

    @Test
    void holdsAHundredThousandEntries() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            text.append(Ip.ofIpv4(random.nextInt())).append('\n');
        }
        Acl acl = acl(write(text.toString()));
        acl.load();
        String last =
                text.substring(text.lastIndexOf("\n", text.length() - 2) + 1).strip();
        assertTrue(check(acl, last).reason().startsWith("acl: deny (bad.txt:"));
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        Path file = write("1".repeat(100_000));
        assertEquals(
                file + ":1: the line is too long",
                assertThrows(IOException.class, acl(file)::load).getMessage());
    }
}
