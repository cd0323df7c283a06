package nib.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib demo}. */
final class DemoCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "demo",
                        "Show a balancer in front of three small web servers.",
                        "",
                        "It prints the configuration it runs, the lines to try, and what happens.",
                        "Only this machine can reach it.")
                .addOption(Syntax.option("--port", "N", "The port of the balancer. Else 8080, or the next free one."))
                .addOption(Syntax.option("--control", "PATH", "The Unix socket for `nib ctl`. Else a usual place."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Optional<String> port = Optional.ofNullable(line.matchedOptionValue("--port", null));
        Optional<String> control = Optional.ofNullable(line.matchedOptionValue("--control", null));
        try (DemoScene scene = DemoScene.open(
                        port.isPresent() ? Optional.of(port(port.get())) : Optional.empty(),
                        shell.plugins().get());
                ControlSocket socket = control.isPresent()
                        ? ControlSocket.at(Path.of(control.get()))
                        : ControlSocket.usual(shell.environment()).orElse(null)) {
            String ctl = control.map(path -> "nib ctl --control " + path).orElse("nib ctl");
            show(new DemoShow(scene, new DemoPage(scene, ctl), shell), scene.steward(), socket);
        }
        return Exit.OK;
    }

    private static int port(String text) throws Refusal {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new Refusal(Exit.USAGE, "--port: expected a port (0 to 65535), found " + text);
    }

    @SuppressWarnings("try") // signals and callers are obeyed while this is open
    private static void show(DemoShow show, Steward steward, @Nullable ControlSocket socket) {
        try (Signals signals = Signals.obey(steward);
                ControlServer server = ControlServer.start(socket, steward)) {
            show.run();
        }
    }
}
