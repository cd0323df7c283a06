package nib.jlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the cache for a quick start (JEP 483, 514, 515): the classes that a run used, loaded and linked, and what the
 * run learned about its methods.
 *
 * <p>Two runs, not one: the virtual machine can do both by itself, but then starts the second through a shell that
 * breaks at the first space in the image's path.
 */
final class Training {
    /** Relative to the image's folder, where everything runs: an absolute path would need quotes. */
    private static final String RECORD = "lib/nib/training";

    private Training() {}

    /** Runs the program, which starts the command, in the image's folder, and leaves the cache in it. */
    static void run(Path image, Command command, List<String> program)
            throws ImageFailure, IOException, InterruptedException {
        List<String> alone = List.of("bin/" + command.name());
        String record = " -XX:AOTConfiguration=" + RECORD;
        try {
            start(image, program, "-XX:AOTMode=record" + record);
            if (!Files.exists(image.resolve(RECORD))) {
                throw new ImageFailure("training: '" + String.join(" ", program) + "' did not run bin/" + command.name()
                        + " to its end");
            }
            // Only puts the cache together; the command itself does not run.
            start(
                    image,
                    alone,
                    "-XX:AOTMode=create" + record + " -XX:AOTCacheOutput=lib/nib/" + command.name() + ".aot");
        } finally {
            Files.deleteIfExists(image.resolve(RECORD));
        }
        // With this mode a cache that does not fit is an error, not a slow start that nobody notices.
        start(image, alone, "-XX:AOTMode=on --dry-run");
        forget(image);
    }

    /** Without a run to learn from: the JDK's plain archive of its own classes, for the layout that we use. */
    static void none(Path image) throws ImageFailure, IOException, InterruptedException {
        await(image, new ProcessBuilder("bin/java", "@lib/nib/jvm.options", "-Xshare:dump"));
        forget(image);
    }

    /** What an archive is made from; now there is one. */
    private static void forget(Path image) throws IOException {
        Files.deleteIfExists(image.resolve("lib/classlist"));
    }

    private static void start(Path image, List<String> program, String options)
            throws ImageFailure, IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(program);
        process.environment().put("NIB_JAVA_OPTS", options + " -Xlog:disable -Xlog:all=error:stderr");
        await(image, process);
    }

    private static void await(Path image, ProcessBuilder builder)
            throws ImageFailure, IOException, InterruptedException {
        Process process =
                builder.directory(image.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            String line = String.join(" ", builder.command());
            throw new ImageFailure("training: '" + line + "' ended with status " + status + ": " + said.strip());
        }
    }
}
