package nib.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows the demonstration until somebody ends it: on a terminal a page that is drawn anew, elsewhere a line now and then. */
final class DemoShow {
    private static final Duration BETWEEN_FRAMES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final int NEWS = 6;

    private final DemoScene scene;
    private final DemoPage page;
    private final Shell shell;
    private final Terminal terminal = new Terminal();
    private final LastLines news = new LastLines(NEWS);

    DemoShow(DemoScene scene, DemoPage page, Shell shell) {
        this.scene = scene;
        this.page = page;
        this.shell = shell;
    }

    void run() {
        page.introduction().forEach(shell.out()::println);
        shell.out().flush();
        Thread.ofPlatform().daemon().name("nib-demo-keys").start(this::obeyKeys);
        if (shell.isTerminal()) {
            draw();
        } else {
            tell();
        }
    }

    private void tell() {
        do {
            shell.out().println(page.line());
            shell.out().flush();
        } while (!scene.steward().awaitStop(BETWEEN_LINES));
    }

    /** The log goes into the page, where it cannot tear it. */
    private void draw() {
        PrintStream log = System.err;
        System.setErr(new PrintStream(news, true, StandardCharsets.UTF_8));
        try {
            do {
                List<String> lines = new ArrayList<>(page.figures());
                lines.add("");
                lines.addAll(news.lines());
                shell.out().print(terminal.over(lines));
                shell.out().flush();
            } while (!scene.steward().awaitStop(BETWEEN_FRAMES));
        } finally {
            System.setErr(log);
        }
    }

    /** Until the end of the input, which ends nothing else: the demonstration may run without a keyboard. */
    private void obeyKeys() {
        BufferedReader keys = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        try {
            for (String key = keys.readLine(); key != null; key = keys.readLine()) {
                terminal.lower(1);
                obey(key.trim());
            }
        } catch (IOException e) {
            shell.err().println("nib: no keys any more: " + e.getMessage());
        }
    }

    private void obey(String key) throws IOException {
        switch (key) {
            case "1", "2", "3" -> toggle(scene.servers().get(Integer.parseInt(key) - 1));
            case "q" -> scene.steward().stop();
            default -> say("1, 2, 3 or q");
        }
    }

    private void toggle(DemoServer server) throws IOException {
        server.toggle();
        say(server.name() + (server.isRunning() ? " is started" : " is stopped"));
    }

    private void say(String line) {
        if (shell.isTerminal()) {
            System.err.println(line);
        } else {
            shell.out().println(line);
        }
    }
}
