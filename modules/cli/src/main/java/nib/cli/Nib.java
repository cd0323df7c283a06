package nib.cli;

import java.util.Optional;

/** The command {@code nib}: does what a command line says, and turns whatever goes wrong into a line and an exit code. */
final class Nib {
    private final Shell shell;

    Nib(Shell shell) {
        this.shell = shell;
    }

    /** Does what a command line says; the answer is the exit code. */
    int run(String... arguments) {
        try {
            // The usual start has no need of picocli, which would cost it a fifth of its time and 6 MB.
            Optional<RunOrder> plain = RunOrder.read(arguments);
            return plain.isPresent() ? new Service(shell).run(plain.get()) : new Arguments(shell).run(arguments);
        } catch (Refusal refusal) {
            return refuse(refusal);
        } catch (RuntimeException | StackOverflowError e) {
            return fault(e);
        }
    }

    private int refuse(Refusal refusal) {
        refusal.details().forEach(shell.err()::println);
        shell.err().println((refusal.details().isEmpty() ? "nib: " : "") + refusal.line());
        if (shell.debugs()) {
            refusal.printStackTrace(shell.err());
        }
        return refusal.exit();
    }

    private int fault(Throwable fault) {
        shell.err().println("nib: a fault of Nib itself: " + fault);
        if (shell.debugs()) {
            fault.printStackTrace(shell.err());
        } else {
            shell.err().println("nib: NIB_DEBUG=1 in the environment shows where");
        }
        return Exit.FAULT;
    }
}
