package nib.jlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the cache for a quick start (JEP 483, 514, 515): the classes that a run used, loaded and linked, and what the
 * run learned about its methods.
 *
 * <p>Two runs, not one: the virtual machine can do both by itself, but then starts the second through a shell that
 * breaks at the first space in the image's path.
 */
final class Training {
    private static final String RECORD = "lib/nib/training";

    private Training() {}

    /** Runs the command with the arguments, in the image's folder, and leaves the cache in it. */
    static void run(Path image, Command command, List<String> arguments)
            throws ImageFailure, IOException, InterruptedException {
        String cache = "lib/nib/" + command.name() + ".aot";
        String record = " -XX:AOTConfiguration=" + RECORD;
        try {
            start(image, command, arguments, "-XX:AOTMode=record" + record);
            start(image, command, arguments, "-XX:AOTMode=create" + record + " -XX:AOTCacheOutput=" + cache);
        } finally {
            Files.deleteIfExists(image.resolve(RECORD));
        }
        // With this mode a cache that does not fit is an error, not a slow start that nobody notices.
        start(image, command, arguments, "-XX:AOTMode=on --dry-run");
    }

    /** Without a run to learn from: the JDK's plain archive of its own classes, for the layout that we use. */
    static void none(Path image) throws ImageFailure, IOException, InterruptedException {
        await(image, new ProcessBuilder("bin/java", "@lib/nib/jvm.options", "-Xshare:dump"));
    }

    private static void start(Path image, Command command, List<String> arguments, String options)
            throws ImageFailure, IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add("bin/" + command.name());
        line.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(line);
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
