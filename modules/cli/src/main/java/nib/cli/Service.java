package nib.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import nib.config.Source;
import nib.kernel.Plan;
import nib.kernel.Planner;
import nib.kernel.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code nib run} does, from the start of the process to its end. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger("nib");
    private static final Duration LONG = Duration.ofDays(1);

    private final Shell shell;

    Service(Shell shell) {
        this.shell = shell;
    }

    int run(RunOrder order) throws Refusal {
        forgetNamesSoon();
        ControlSocket.warmUp();
        Design design = new Design(
                new Planner(new Shelf(shell.plugins(), order.plugins())),
                problems -> Source.read(order.file(), problems));
        Plan plan = design.plan(Optional.empty());
        // Everything of ours that may fail comes before the first client.
        try (PidFile pid = order.pid().isPresent() ? PidFile.write(order.pid().get()) : null;
                ControlSocket control = control(order, plan)) {
            serve(Steward.start(design, plan), pid, control);
        }
        return Exit.OK;
    }

    @SuppressWarnings("try") // signals and callers are obeyed while this is open
    private static void serve(Steward steward, @Nullable PidFile pid, @Nullable ControlSocket control) {
        try (Signals signals = Signals.obey(steward);
                ControlServer server = ControlServer.start(control, steward)) {
            LOG.info(
                    "ready in {} ms: {}{}{}",
                    ProcessAge.millis(),
                    listeners(steward.house().status()),
                    control == null ? "" : "; control socket " + control.path(),
                    pid == null ? "" : "; pid file " + pid.path());
            while (!steward.awaitStop(LONG)) {
                // a day with nothing to do here
            }
            steward.end();
        }
    }

    private @Nullable ControlSocket control(RunOrder order, Plan plan) throws Refusal {
        Optional<Path> named = order.control().or(() -> plan.settings().control());
        return named.isPresent()
                ? ControlSocket.at(named.get())
                : ControlSocket.usual(shell.environment()).orElse(null);
    }

    private static String listeners(Status status) {
        return status.listeners().stream()
                .map(one -> one.name() + " " + one.address())
                .collect(Collectors.joining(", "));
    }

    /**
     * Java keeps what the name service said for longer than a pool's {@code resolve} may be. Setting its security
     * property for this would read a long file at every start; this older name of it does not, and counts as long as
     * the other is not set.
     */
    private static void forgetNamesSoon() {
        System.setProperty("sun.net.inetaddr.ttl", "1");
    }
}
