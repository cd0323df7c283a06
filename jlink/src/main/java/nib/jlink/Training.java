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
        Path record = image.resolve(RECORD);
        try {
            start(image, command, "-XX:AOTMode=record -XX:AOTConfiguration=" + RECORD, arguments);
            start(
                    image,
                    command,
                    "-XX:AOTMode=create -XX:AOTConfiguration=" + RECORD + " -XX:AOTCacheOutput=" + cache,
                    arguments);
        } finally {
            Files.deleteIfExists(record);
        }
        // With this mode a cache that does not fit is an error, not a slow start that nobody notices.
        start(image, command, "-XX:AOTMode=on --dry-run", arguments);
    }

    private static void start(Path image, Command command, String options, List<String> arguments)
            throws ImageFailure, IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(image.resolve("bin").resolve(command.name()).toAbsolutePath().toString());
        line.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(image.toFile()).redirectErrorStream(true);
        builder.environment().put("NIB_JAVA_OPTS", options + " -Xlog:disable -Xlog:all=error:stderr");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new ImageFailure("training: '" + command.name() + " " + String.join(" ", arguments)
                    + "' ended with status " + status + ": " + said.strip());
        }
    }
}
