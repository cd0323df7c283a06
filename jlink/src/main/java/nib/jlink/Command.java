package nib.jlink;

import java.util.List;

/**
 * A command in the image's {@code bin/}.
 *
 * @param name the name of its file
 * @param module the module that holds its main class
 * @param main the main class
 * @param arguments what the main class is given before those of the command line: words of letters, digits and dashes
 */
public record Command(String name, String module, String main, List<String> arguments) {
    /** One that is given only what stands on the command line. */
    public Command(String name, String module, String main) {
        this(name, module, main, List.of());
    }

    /**
     * Reads {@code name=module/class}, behind which arguments may follow after spaces.
     *
     * @throws ImageFailure when the text has another form
     */
    public static Command parse(String text) throws ImageFailure {
        List<String> words = List.of(text.split(" +"));
        String first = words.getFirst();
        int equals = first.indexOf('=');
        int slash = first.indexOf('/', equals + 1);
        List<String> arguments = words.subList(1, words.size());
        if (equals < 1 || slash < 0 || !arguments.stream().allMatch(one -> one.matches("[\\w-]+"))) {
            throw new ImageFailure("'" + text + "' is not a command; write name=module/class");
        }
        String module = first.substring(equals + 1, slash);
        return new Command(first.substring(0, equals), module, first.substring(slash + 1), arguments);
    }
}
