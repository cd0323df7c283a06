package nib.distribution;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real program, started as an operator would, in a folder of its own. */
final class Nib implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Process process;
    private final long started = System.nanoTime();
    private final List<String> log = new ArrayList<>();

    private Nib(Path folder, List<String> line) throws IOException {
        this.folder = folder;
        this.process = new ProcessBuilder(line).directory(folder.toFile()).start();
        Thread.ofVirtual().start(() -> read(process.errorReader(StandardCharsets.UTF_8)));
        Thread.ofVirtual()
                .start(() -> read(
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))));
    }

    /** Runs a configuration and waits until it is ready. */
    static Nib run(Path folder, String yaml) throws IOException {
        return run(folder, yaml, List.of());
    }

    /** The same behind other words on the command line, such as those that set a limit. */
    static Nib run(Path folder, String yaml, List<String> before) throws IOException {
        Files.writeString(folder.resolve("nib.yaml"), yaml);
        List<String> line = new ArrayList<>(before);
        line.add(Image.STANDARD.command().toString());
        return serve(folder, line, "nib.yaml");
    }

    /** Runs a configuration that is there with the command of another image. */
    static Nib of(Path command, Path folder, Path configuration) throws IOException {
        return serve(folder, List.of(command.toString()), configuration.toString());
    }

    private static Nib serve(Path folder, List<String> before, String file) throws IOException {
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of("run", file, "--control", "ctl"));
        Nib nib = new Nib(folder, line);
        nib.awaitLine(text -> text.contains(" ready in "));
        return nib;
    }

    /** The same configuration with every listener carried by an engine. */
    static String on(String engine, String yaml) {
        return yaml.replaceAll("(bind: \"tcp://[^\"]*\", pool: \\w+)", "$1, engine: " + engine);
    }

    /** Any other command that goes on until it is stopped. */
    static Nib command(Path folder, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(Image.STANDARD.command().toString()));
        line.addAll(List.of(arguments));
        return new Nib(folder, line);
    }

    /** The command of some image, and waits until it is ready. */
    static Nib start(Path command, Path folder, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(arguments));
        Nib nib = new Nib(folder, line);
        nib.awaitLine(text -> text.contains(" ready in "));
        return nib;
    }

    private void read(BufferedReader lines) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    log.add(line);
                    log.notifyAll();
                }
            }
        } catch (IOException e) {
            // it is over
        }
    }

    /** Everything that it has said so far. */
    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    /** Waits until it has said something. */
    String awaitLine(Predicate<String> wanted) {
        return awaitLine(0, wanted);
    }

    /** Waits until it has said something after that many lines. */
    String awaitLine(int from, Predicate<String> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (log) {
            for (int i = from; ; i++) {
                while (i >= log.size()) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0 || (!process.isAlive() && i >= log.size())) {
                        throw new AssertionError("it never said that; it said:\n" + String.join("\n", log));
                    }
                    pause(left);
                }
                if (wanted.test(log.get(i))) {
                    return log.get(i);
                }
            }
        }
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(log, Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(100)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The port that a listener got, from the line that says that it is ready. */
    int port(String listener) {
        String ready = awaitLine(text -> text.contains(" ready in "));
        Matcher address = Pattern.compile("\\b" + listener + " \\S*:(\\d+)").matcher(ready);
        if (!address.find()) {
            throw new AssertionError("no listener " + listener + " in " + ready);
        }
        return Integer.parseInt(address.group(1));
    }

    /** Writes the file anew and sends SIGHUP; waits until the plan is in force or refused, and says which. */
    boolean reload(String yaml) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("nib.yaml"), yaml);
        int from = log().size();
        signal("HUP");
        return awaitLine(from, text -> text.contains("is in force") || text.contains("plan refused"))
                .contains("is in force");
    }

    void signal(String name) throws IOException, InterruptedException {
        Run.of(Path.of("/bin/kill"), "-" + name, String.valueOf(process.pid()));
    }

    /** Asks by `nib ctl`. */
    Run ctl(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("ctl", "--control", folder.resolve("ctl").toString()));
        all.addAll(List.of(arguments));
        return Run.of(Image.STANDARD.command(), all.toArray(String[]::new));
    }

    /** Waits for the end and says the exit status. */
    int awaitEnd(Duration most) throws IOException, InterruptedException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            int from = log().size();
            signal("QUIT"); // Java then tells what each thread is doing
            awaitLine(from, line -> line.startsWith("Heap"));
            throw new AssertionError("it runs on:\n" + String.join("\n", log()));
        }
        return process.exitValue();
    }

    /** SIGTERM, and the exit status. What is slow is shown: whoever is drained longer than usual is worth a look. */
    int stop() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        signal("TERM");
        int status = awaitEnd(PATIENCE.plus(PATIENCE));
        if (System.nanoTime() - begun > PATIENCE.toNanos() / 3) {
            System.out.println("slow to stop:\n" + String.join("\n", log()));
        }
        return status;
    }

    /** Starts another one with the configuration of the first, which is to end at once. */
    Run second() throws IOException, InterruptedException {
        return Run.of(
                Image.STANDARD.command(),
                "run",
                folder.resolve("nib.yaml").toString(),
                "--control",
                folder.resolve("other").toString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** When it was started, as {@link System#nanoTime}. */
    long started() {
        return started;
    }

    /** Memory that is resident, in KiB. */
    long resident() throws IOException {
        return number("status", "VmRSS:\\s+(\\d+)");
    }

    long threads() throws IOException {
        return number("status", "Threads:\\s+(\\d+)");
    }

    private long number(String file, String pattern) throws IOException {
        Matcher number = Pattern.compile(pattern).matcher(Files.readString(proc().resolve(file)));
        if (!number.find()) {
            throw new AssertionError("no " + pattern);
        }
        return Long.parseLong(number.group(1));
    }

    long descriptors() {
        try (Stream<Path> open = Files.list(proc().resolve("fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its descriptors are open on; what is closed meanwhile is left out. */
    List<String> open() {
        try (Stream<Path> open = Files.list(proc().resolve("fd"))) {
            return open.map(Nib::target)
                    .filter(what -> !what.isEmpty())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Sockets and pipes: what its clients and servers cost. The Java virtual machine opens files when it likes. */
    List<String> sockets() {
        return open().stream()
                .filter(what -> what.startsWith("socket:") || what.startsWith("pipe:"))
                .toList();
    }

    /** Processor time used so far, in seconds. */
    double cpu() throws IOException {
        String stat = Files.readString(proc().resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    /** Classes that are loaded, after the garbage was collected. */
    long loadedClasses() throws IOException, InterruptedException {
        return ask("(?s).*Total = \\d+\\s+(\\d+).*", "VM.classloader_stats");
    }

    /** Heap that is in use after the garbage was collected, in KiB. */
    long heap() throws IOException, InterruptedException {
        return Pattern.compile("used (\\d+)K")
                .matcher(diagnose("GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private long ask(String pattern, String command) throws IOException, InterruptedException {
        String answer = diagnose(command);
        Matcher number = Pattern.compile(pattern).matcher(answer);
        if (!number.matches()) {
            throw new AssertionError(answer);
        }
        return Long.parseLong(number.group(1));
    }

    /** Asks the Java virtual machine itself, after two collections: the first finds what the second can unload. */
    private String diagnose(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String id = String.valueOf(process.pid());
        Run.of(jcmd, id, "GC.run");
        Run.of(jcmd, id, "GC.run");
        return Run.of(jcmd, id, command).out();
    }

    private Path proc() {
        return Path.of("/proc", String.valueOf(process.pid()));
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
