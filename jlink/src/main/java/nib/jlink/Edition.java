package nib.jlink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What goes into an image: the modules that somebody chose, in the order of the list. What they require comes along by
 * itself and is not listed.
 *
 * @param name the name of the list's file without its ending
 * @param modules names of modules, each once
 */
public record Edition(String name, List<String> modules) {
    private static final Pattern MODULE = Pattern.compile("\\p{Alpha}\\w*(\\.\\p{Alpha}\\w*)*");

    /** Copies the list. */
    public Edition {
        modules = List.copyOf(modules);
    }

    /**
     * Reads a list: one module a line; {@code #} begins a comment.
     *
     * @throws ImageFailure naming file and line
     */
    public static Edition read(Path file) throws ImageFailure, IOException {
        if (!Files.isRegularFile(file)) {
            throw new ImageFailure("no edition at " + file);
        }
        Set<String> modules = new LinkedHashSet<>();
        List<String> lines = Files.readAllLines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String module = withoutComment(lines.get(number - 1));
            if (module.isEmpty()) {
                continue;
            }
            if (!MODULE.matcher(module).matches()) {
                throw new ImageFailure(file + ":" + number + ": '" + module + "' is not the name of a module");
            }
            if (!modules.add(module)) {
                throw new ImageFailure(file + ":" + number + ": " + module + " is listed twice");
            }
        }
        if (modules.isEmpty()) {
            throw new ImageFailure(file + " lists no module");
        }
        return new Edition(nameOf(file), List.copyOf(modules));
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
