package nib.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code nib run} is asked to do.
 *
 * @param file the configuration
 * @param control the control socket, if not where the file says or where it usually is
 * @param pid where to write the number of the process, if anywhere
 * @param plugins the folder of plugins, if not where the file says or where it usually is
 */
record RunOrder(Path file, Optional<Path> control, Optional<Path> pid, Optional<Path> plugins) {
    static RunOrder of(String file, @Nullable String control, @Nullable String pid, @Nullable String plugins) {
        return new RunOrder(
                Path.of(file),
                Optional.ofNullable(control).map(Path::of),
                Optional.ofNullable(pid).map(Path::of),
                Optional.ofNullable(plugins).map(Path::of));
    }

    /** Reads {@code run FILE} with options before or after; nothing for whatever is not as plain as that. */
    static Optional<RunOrder> read(String... arguments) {
        if (arguments.length < 2 || !arguments[0].equals("run")) {
            return Optional.empty();
        }
        String file = null;
        String control = null;
        String pid = null;
        String plugins = null;
        for (int i = 1; i < arguments.length; i++) {
            boolean hasValue = i + 1 < arguments.length && isPlain(arguments[i + 1]);
            if (arguments[i].equals("--control") && control == null && hasValue) {
                control = arguments[++i];
            } else if (arguments[i].equals("--pid") && pid == null && hasValue) {
                pid = arguments[++i];
            } else if (arguments[i].equals("--plugins") && plugins == null && hasValue) {
                plugins = arguments[++i];
            } else if (file == null && isPlain(arguments[i])) {
                file = arguments[i];
            } else {
                return Optional.empty();
            }
        }
        return file == null ? Optional.empty() : Optional.of(of(file, control, pid, plugins));
    }

    /** Not an option, not an {@code @file} of picocli, nothing in quotes. */
    private static boolean isPlain(String argument) {
        return !argument.isEmpty() && "-@\"'".indexOf(argument.charAt(0)) < 0;
    }
}
