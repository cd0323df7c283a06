package nib.jlink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Starts an image that was just made and looks whether it has what it shall have. */
final class Proof {
    private final Path image;
    private final String command;

    /** Of an image whose command is {@code bin/nib} or does the same. */
    Proof(Path image, Command command) {
        this.image = image;
        this.command = "bin/" + command.name();
    }

    /**
     * Lists its plugins.
     *
     * @param modules those that bring a word
     * @throws ImageFailure if one is missing, or something was left out
     */
    void plugins(Collection<String> modules) throws ImageFailure, IOException, InterruptedException {
        String listed = ask("plugins");
        for (String module : modules) {
            if (listed.lines()
                    .noneMatch(line -> line.contains(" " + module + "@") || line.contains(" " + module + " "))) {
                throw new ImageFailure("the image does not list a plugin of " + module + ":\n" + listed);
            }
        }
        if (listed.contains("plugin left out")) {
            throw new ImageFailure("a plugin does not work in the image:\n" + listed);
        }
    }

    /** Checks its configuration, if it has one. */
    void configuration() throws ImageFailure, IOException, InterruptedException {
        if (Files.exists(image.resolve("conf/nib.yaml"))) {
            String said = ask("check", "conf/nib.yaml");
            if (!said.contains("conf/nib.yaml is good")) {
                throw new ImageFailure("the configuration does not fit the image:\n" + said);
            }
        }
    }

    private String ask(String... arguments) throws ImageFailure, IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .directory(image.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new ImageFailure("'" + String.join(" ", line) + "' in the image: " + said.strip());
        }
        return said;
    }
}
