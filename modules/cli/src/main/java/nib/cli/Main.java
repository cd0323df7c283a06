package nib.cli;

/** Where the process begins. */
final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new Nib(Shell.ofProcess()).run(arguments));
    }
}
