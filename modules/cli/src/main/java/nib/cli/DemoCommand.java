package nib.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib demo}. */
final class DemoCommand implements Command {
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "demo",
                        "Show a balancer in front of three small web servers, on this machine only.",
                        "",
                        "It prints the configuration it runs, the lines to try, and what happens.")
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
            if (socket != null) {
                ControlServer.start(
                        socket,
                        new Orders(scene.steward()),
                        scene.steward().house().clock());
            }
            Signals.obey(scene.steward());
            String ctl = control.map(path -> "nib ctl --control " + path).orElse("nib ctl");
            show(new DemoPage(scene, ctl), scene, shell);
        }
        return Exit.OK;
    }

    private static int port(String text) throws Refusal {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new Refusal(Exit.USAGE, "--port: expected a port (0 to 65535), found " + text);
    }

    private static void show(DemoPage page, DemoScene scene, Shell shell) {
        page.introduction().forEach(shell.out()::println);
        shell.out().flush();
        Thread.ofPlatform().daemon().name("nib-demo-keys").start(() -> obeyKeys(scene, shell));
        Terminal terminal = new Terminal();
        boolean drawn = shell.isTerminal();
        do {
            if (drawn) {
                shell.out().print(terminal.over(page.figures()));
            } else {
                shell.out().println(page.line());
            }
            shell.out().flush();
        } while (!scene.steward().awaitStop(drawn ? BETWEEN_FRAMES : BETWEEN_LINES));
    }

    /** Until the end of the input, which ends nothing else: the demonstration may run without a keyboard. */
    private static void obeyKeys(DemoScene scene, Shell shell) {
        BufferedReader keys = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        try {
            for (String key = keys.readLine(); key != null; key = keys.readLine()) {
                switch (key.trim()) {
                    case "1" -> toggle(scene.servers().get(0), shell);
                    case "2" -> toggle(scene.servers().get(1), shell);
                    case "3" -> toggle(scene.servers().get(2), shell);
                    case "q" -> scene.steward().stop();
                    default -> shell.out().println("1, 2, 3 or q");
                }
            }
        } catch (IOException e) {
            shell.err().println("nib: no keys any more: " + e.getMessage());
        }
    }

    private static void toggle(DemoServer server, Shell shell) throws IOException {
        server.toggle();
        shell.out().println(server.name() + (server.isRunning() ? " is started" : " is stopped"));
    }
}
