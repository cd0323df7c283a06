package nib.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import nib.api.Event;
import nib.api.Event.Note;
import nib.testkit.ManualHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {
    @TempDir
    private Path folder;

    private final ManualHost host = new ManualHost();

    /** Keeps pages, and lets each pass when the test says so. */
    private static final class Gate implements Outlet {
        final List<String> pages = Collections.synchronizedList(new ArrayList<>());
        final Semaphore arrived = new Semaphore(0);
        final Semaphore pass = new Semaphore(0);
        volatile boolean broken;
        volatile boolean closed;

        @Override
        public void follow() {}

        @Override
        public void write(ByteBuffer page) throws IOException {
            arrived.release();
            pass.acquireUninterruptibly();
            if (broken) {
                throw new IOException("the disk is full");
            }
            pages.add(StandardCharsets.US_ASCII.decode(page).toString());
        }

        @Override
        public void close() {
            closed = true;
        }

        void awaitPage() {
            try {
                assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS), "no page came");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void writesALineForEachConnectionAndForNothingElse() throws IOException {
        Path file = folder.resolve("access.log");
        AccessLog log = open(file);
        log.on(Ended.well(1));
        log.on(new Event.PlanApplied(7, "one listener"));
        log.on(Ended.well(2));
        log.close();
        assertEquals(List.of("s1", "s2"), servers(file));
        assertEquals(Set.of(), Set.copyOf(host.threads()), "the thread has ended");
    }

    @Test
    void writesAtOnceWhenNothingWaits() throws IOException {
        Gate gate = new Gate();
        gate.pass.release(100);
        AccessLog log = open(gate, 16);
        for (int i = 1; i <= 3; i++) {
            log.on(Ended.well(i));
            gate.awaitPage();
        }
        assertFalse(gate.closed);
        log.close();
        assertTrue(gate.closed);
        assertEquals(3, gate.pages.size());
    }

    @Test
    void makesItsFileForItsOwnerAndGroupOnly() throws IOException {
        Path file = folder.resolve("access.log");
        open(file).close();
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        assertTrue(mode.contains(PosixFilePermission.OWNER_WRITE), mode::toString);
        assertTrue(mode.stream().noneMatch(one -> one.name().startsWith("OTHERS")), mode::toString);
        assertFalse(mode.contains(PosixFilePermission.GROUP_WRITE), mode::toString);
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Path file = folder.resolve("access.log");
        Files.writeString(file, "# yesterday\n");
        AccessLog log = open(file);
        log.on(Ended.well(1));
        log.close();
        assertEquals("# yesterday", Files.readAllLines(file).getFirst());
        assertEquals(2, Files.readAllLines(file).size());
    }

    @Test
    void refusesAFileThatItCannotWriteTo() {
        Path missing = folder.resolve("no/such/folder/access.log");
        assertEquals("cannot write to " + missing + ": its folder does not exist", refusal(missing));
        assertEquals("cannot write to " + folder + ": Is a directory", refusal(folder));
    }

    @Test
    void goesOnInANewFileWhenTheOldOneWasMovedAway() throws IOException {
        Path file = folder.resolve("access.log");
        Path old = folder.resolve("access.log.1");
        FileOutlet outlet = new FileOutlet(file, host.clock());
        write(outlet, "first\n");
        Files.move(file, old);
        write(outlet, "second\n");
        assertFalse(Files.exists(file), "it looks only once a second");
        host.clock().advance(Duration.ofSeconds(1));
        write(outlet, "third\n");
        Files.delete(file);
        host.clock().advance(Duration.ofSeconds(1));
        write(outlet, "fourth\n");
        host.clock().advance(Duration.ofSeconds(1));
        write(outlet, "fifth\n");
        outlet.close();
        assertEquals("first\nsecond\n", Files.readString(old));
        assertEquals("fourth\nfifth\n", Files.readString(file));
    }

    @Test
    void goesOnInTheOldFileWhileThereCanBeNoNewOne() throws IOException {
        Path days = Files.createDirectory(folder.resolve("days"));
        Path file = days.resolve("access.log");
        AccessLog log = open(file);
        Path moved = folder.resolve("moved");
        Files.move(days, moved);
        host.clock().advance(Duration.ofSeconds(1));
        log.on(Ended.well(1));
        assertEquals(
                "cannot write to " + file + ": its folder does not exist",
                host.events().await(Note.class).text());
        log.close();
        assertEquals(List.of("s1"), servers(moved.resolve("access.log")));
    }

    @Test
    void countsWhatFindsNoRoomAndSaysSoLater() throws IOException {
        Gate gate = new Gate();
        AccessLog log = open(gate, 16);
        log.on(Ended.well(0));
        gate.awaitPage();
        for (int i = 1; i <= 16 + 5; i++) {
            log.on(Ended.well(i));
        }
        gate.pass.release(100);
        gate.awaitPage();
        log.close();
        List<String> lines = gate.pages.get(1).lines().toList();
        assertEquals(17, lines.size());
        assertTrue(lines.getLast().contains(" 5 connections are missing"), lines::toString);
    }

    @Test
    void writesWhatStillWaitsWhenItIsClosed() throws IOException {
        Path file = folder.resolve("access.log");
        AccessLog log = open(file);
        List<Integer> numbers = IntStream.range(0, 5000).boxed().toList();
        numbers.forEach(number -> log.on(Ended.well(number)));
        log.close();
        log.close();
        assertEquals(numbers.stream().map(number -> "s" + number).toList(), servers(file));
    }

    @Test
    void closesAlthoughItWasNeverOpened() {
        AccessLog log = new AccessLog(clock -> new Gate(), new TextLines(), 16);
        log.close();
        assertEquals(List.of(), host.threads());
    }

    @Test
    void saysOnceThatTheDiskIsFullAndHowManyAreMissing() throws IOException {
        Gate gate = new Gate();
        gate.broken = true;
        AccessLog log = open(gate, 16);
        for (int i = 0; i < 3; i++) {
            log.on(Ended.well(i));
            gate.awaitPage();
            gate.pass.release();
        }
        log.on(Ended.well(3));
        gate.awaitPage();
        gate.broken = false;
        gate.pass.release(100);
        log.close();
        assertEquals(
                List.of(new Note("access-log", true, "the disk is full")),
                host.events().all());
        List<String> lines = gate.pages.getFirst().lines().toList();
        assertTrue(lines.getLast().contains(" 3 connections are missing"), lines::toString);
    }

    @Test
    void speaksOfAFullDisk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        AccessLog log = open(full);
        log.on(Ended.well(1));
        assertEquals(
                "cannot write to /dev/full: No space left on device",
                host.events().await(Note.class).text());
        log.close();
        assertEquals(List.of(), host.failures());
    }

    @Test
    void writesToStandardOutputAndLeavesItOpen() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        System.setOut(new PrintStream(seen, false, StandardCharsets.US_ASCII));
        try {
            AccessLog log = open(Path.of("/etc/nib/-"));
            log.on(Ended.well(1));
            log.close();
            System.out.println("mine");
            System.out.flush();
        } finally {
            System.setOut(before);
        }
        List<String> lines = seen.toString(StandardCharsets.US_ASCII).lines().toList();
        assertTrue(lines.get(0).endsWith(" client-closed -"), lines::toString);
        assertEquals("mine", lines.get(1));
    }

    @Test
    void takesEventsOfManyThreads() throws Exception {
        Path file = folder.resolve("access.log");
        AccessLog log = open(file);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        log.on(Ended.well(500 * thread + i));
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
        assertEquals(4000, Set.copyOf(servers(file)).size());
    }

    private AccessLog open(Path file) throws IOException {
        AccessLogSettings settings = new AccessLogSettings(file, AccessLogSettings.Form.TEXT, 8192);
        AccessLog log = (AccessLog) new AccessLogProvider().create(settings);
        log.open(host);
        return log;
    }

    private AccessLog open(Gate gate, int queue) throws IOException {
        AccessLog log = new AccessLog(clock -> gate, new TextLines(), queue);
        log.open(host);
        return log;
    }

    private String refusal(Path file) {
        return String.valueOf(assertThrows(IOException.class, () -> open(file)).getMessage());
    }

    private static void write(Outlet outlet, String text) throws IOException {
        outlet.follow();
        outlet.write(StandardCharsets.US_ASCII.encode(text));
    }

    private static List<String> servers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" ", -1)[5])
                .toList();
    }
}
