package nib.pen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import nib.linux.Linux;
import nib.linux.Users;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code pen}: balances as pen would with the same command line, or prints that as a configuration of Nib.
 * What is not carried over is a failure where it would run, and a comment where it is explained.
 */
public final class Pen extends Tool {
    private static final String EXPLAIN = "--explain";

    /** For the service loader. */
    public Pen() {}

    @Override
    public String name() {
        return "pen";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            (arguments.isEmpty() ? err : out).print(PenOptions.USAGE);
            return arguments.isEmpty() ? 1 : 0;
        }
        boolean explain = arguments.getFirst().equals(EXPLAIN);
        List<String> line = explain ? arguments.subList(1, arguments.size()) : arguments;
        try {
            if (explain) {
                out.print(PenYaml.of(PenOptions.read(line, err).farm()));
                return 0;
            }
            boolean fork =
                    !Background.isHere() && !PenOptions.read(line, silent()).invocation().foreground;
            return fork ? Background.start(out, err) : balance(PenOptions.read(line, err), out, err);
        } catch (Failure | IOException e) {
            err.println("pen: " + e.getMessage());
            return 1;
        }
    }

    private static PrintStream silent() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.US_ASCII);
    }

    @SuppressWarnings("try") // the pid file is there while it is open
    private static int balance(PenOptions options, PrintStream out, PrintStream err) throws Failure {
        Invocation invocation = options.invocation();
        out.print(options.answers());
        Times.now(); // what this needs is not there below another root
        CompletableFuture<Balancer> coming = new CompletableFuture<>();
        obey(coming);
        // What may fail comes before the first client.
        try (ControlPort control = control(invocation, err);
                PidFile pid = invocation.pid == null ? null : PidFile.write(Path.of(invocation.pid))) {
            Balancer balancer = Balancer.start(options);
            coming.complete(balancer);
            if (Background.isHere()) {
                Syslog.instead("pen"); // which may be out of reach below another root folder
            }
            new Lesser(invocation.folder, invocation.user).become(Lesser.needsLowPorts(options.farm()));
            if (control != null) {
                control.answer(balancer::trusts, balancer::command);
            }
            Background.ready(out, err);
            balancer.run();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void obey(CompletableFuture<Balancer> coming) {
        Map<String, Consumer<Balancer>> deeds = Map.of(
                "TERM", Balancer::stop, "INT", Balancer::stop, "HUP", Balancer::reload, "USR1", Balancer::tellStatus);
        deeds.forEach((name, deed) -> Signals.on(name, () -> deed.accept(coming.join())));
    }

    /** Whoever may send commands may do as much as this process: so not as root, unless somebody says that root it be. */
    private static @Nullable ControlPort control(Invocation invocation, PrintStream err) throws Failure {
        String place = invocation.control;
        if (place == null) {
            return null;
        }
        if (invocation.user == null && Linux.missing().isEmpty() && Users.effective() == 0) {
            err.println("Won't open control port running as root; use -u to run as different user");
            return null;
        }
        return ControlPort.at(place);
    }
}
