package nib.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system. */
final class Tool {
    private static final long PATIENCE = 30;

    private Tool() {}

    static boolean isThere(String name) {
        String path = System.getenv("PATH") + ":/usr/sbin";
        return Arrays.stream(path.split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, name)));
    }

    /** As {@link #run}, for one that may take minutes. */
    static String patiently(List<String> command) throws IOException, InterruptedException {
        return talk("", "", command, 10 * PATIENCE);
    }

    /** What a program prints that hears nothing. */
    static String run(List<String> command) throws IOException, InterruptedException {
        return talk("", "", command);
    }

    /**
     * What a program prints, on both outputs together.
     *
     * @param input what it hears first
     * @param until what it prints before it hears the end of that
     */
    static String talk(String input, String until, List<String> command) throws IOException, InterruptedException {
        return talk(input, until, command, PATIENCE);
    }

    private static String talk(String input, String until, List<String> command, long patience)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        StringBuilder said = new StringBuilder();
        InputStream out = process.getInputStream();
        byte[] room = new byte[4096];
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            boolean open = true;
            while (true) {
                if (open && said.indexOf(until) >= 0) {
                    process.getOutputStream().close();
                    open = false;
                }
                int read = out.read(room);
                if (read < 0) {
                    break;
                }
                said.append(new String(room, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            said.append(new String(out.readAllBytes(), StandardCharsets.ISO_8859_1)); // it went without listening
        }
        process.waitFor();
        return said.toString();
    }
}
