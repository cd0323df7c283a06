package nib.jlink;

/**
 * A command in the image's {@code bin/}.
 *
 * @param name the name of its file
 * @param module the module that holds its main class
 * @param main the main class
 */
public record Command(String name, String module, String main) {
    /**
     * Reads {@code name=module/class}.
     *
     * @throws ImageFailure when the text has another form
     */
    public static Command parse(String text) throws ImageFailure {
        int equals = text.indexOf('=');
        int slash = text.indexOf('/', equals + 1);
        if (equals < 1 || slash < 0) {
            throw new ImageFailure("'" + text + "' is not a command; write name=module/class");
        }
        return new Command(text.substring(0, equals), text.substring(equals + 1, slash), text.substring(slash + 1));
    }
}
