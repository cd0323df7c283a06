package nib.pen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands in the format of penctl, penctl(1): changes the farm, answers as pen does, and notes what is to be done
 * when the changed farm is in force.
 */
final class Commands {
    /** Files that may name each other. */
    private static final int DEEPEST = 16;

    /** How pen works inside. */
    private static final List<String> WITHOUT_EFFECT = List.of("epoll", "kqueue", "poll", "select");

    private static final List<Switch> MODE =
            List.of(Switch.HASH, Switch.ROUNDROBIN, Switch.STUBBORN, Switch.WEIGHT, Switch.PRIO);

    /** A server to be left alone for a while, in seconds. */
    record Shun(int server, int seconds) {}

    private final Farm farm;
    private final Desk desk;
    private final List<Shun> shunned = new ArrayList<>();
    private int depth;

    Commands(Farm farm, Desk desk) {
        this.farm = farm;
        this.desk = desk;
    }

    /** Servers that commands have asked to leave alone. */
    List<Shun> shunned() {
        return shunned;
    }

    /** Takes a file of them; all answers. The message of a failure begins with the file and the line. */
    String file(String name) throws Failure {
        if (depth >= DEEPEST) {
            throw new Failure(Text.visible(name) + ": too many files that name each other");
        }
        depth++;
        StringBuilder answers = new StringBuilder();
        List<String> lines = lines(name);
        for (int i = 0; i < lines.size(); i++) {
            answers.append(take(lines.get(i), name + ":" + (i + 1)));
        }
        depth--;
        return answers.toString();
    }

    private static List<String> lines(String name) throws Failure {
        try {
            return Files.readAllLines(Path.of(name), StandardCharsets.ISO_8859_1);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new Failure("Can't read config file '" + Text.visible(name) + "'");
        }
    }

    /** Takes one and answers it; what it says of where it stood is for its reader. */
    String take(String line, String where) throws Failure {
        try {
            return take(line);
        } catch (Failure e) {
            throw new Failure(where + ": " + e.getMessage());
        }
    }

    /** Takes one and answers it. */
    String take(String line) throws Failure {
        List<String> words = Arrays.asList(line.strip().split("\\s+"));
        String first = words.getFirst();
        if (first.isEmpty() || first.startsWith("#")) {
            return "";
        }
        boolean no = first.equals("no") && words.size() > 1;
        return command(no ? words.get(1) : first, !no, words.subList(no ? 2 : 1, words.size()));
    }

    private String command(String name, boolean on, List<String> rest) throws Failure {
        Optional<Switch> flag = Switch.of(name);
        if (flag.isPresent()) {
            farm.turn(flag.get(), on);
            return "";
        }
        Optional<Setting> setting = Setting.of(name);
        String answer = setting.isPresent() && on ? number(setting.get(), rest) : "";
        if (Desk.WORDS.contains(name) && on) {
            return desk.answer(farm, name, rest);
        }
        if (setting.isPresent() || WITHOUT_EFFECT.contains(name)) {
            return answer;
        }
        if (name.startsWith("ssl_") && on) {
            TlsCommands.take(farm.tls, name, rest, desk);
            return "";
        }
        return other(name, on, rest);
    }

    private String other(String name, boolean on, List<String> rest) throws Failure {
        return switch (name) {
            case "acl" -> nothing(() -> AccessLists.take(farm, on, rest));
            case "server" -> nothing(() -> ServerCommand.take(farm, rest, shunned));
            case "mode" ->
                MODE.stream()
                                .map(one -> (farm.is(one) ? "" : "no ") + one.word())
                                .collect(Collectors.joining(" "))
                        + "\n";
            case "source" -> nothing(() -> farm.source = Places.numeric(word(name, rest)));
            case "listen" -> listen(rest);
            case "log" -> {
                farm.log = file(farm.log, on, rest);
                yield told(farm.log);
            }
            case "web_stats" -> {
                farm.page = file(farm.page, on, rest);
                yield told(farm.page);
            }
            case "include" -> include(word(name, rest));
            case "tcp_fastclose" -> fastClose(rest);
            case "dsr_if" -> nothing(() -> farm.device = on ? device(word(name, rest)) : null);
            case "dsr_ip" -> ""; // in pen it is kept, and nothing asks for it
            default -> on ? "do_cmd: ignoring command starting with '" + Text.visible(name) + "'\n" : "";
        };
    }

    /** Does something that has no answer. */
    private static String nothing(Deed deed) throws Failure {
        deed.run();
        return "";
    }

    private static String device(String name) throws Failure {
        if (!name.matches("[0-9A-Za-z._-]{1,15}")) {
            throw new Failure("dsr_if: " + Text.visible(name) + " is no name of a network device");
        }
        return name;
    }

    private interface Deed {
        void run() throws Failure;
    }

    static String word(String name, List<String> rest) throws Failure {
        if (rest.isEmpty()) {
            throw new Failure(name + " needs a value");
        }
        return rest.getFirst();
    }

    private String number(Setting setting, List<String> rest) throws Failure {
        if (!rest.isEmpty()) {
            farm.number(setting, setting.read(setting.word(), rest.getFirst()));
        }
        return setting.answer(farm.number(setting));
    }

    private String listen(List<String> rest) throws Failure {
        if (!rest.isEmpty()) {
            Places.bind(rest.getFirst(), farm.udp); // fails if it is none
            farm.listen = rest.getFirst();
        }
        return farm.listen + "\n";
    }

    /** A file that a command sets, asks for, or takes away. */
    private @Nullable String file(@Nullable String now, boolean on, List<String> rest) throws Failure {
        if (!on || rest.isEmpty()) {
            return on ? now : null;
        }
        desk.allow(rest.getFirst());
        return rest.getFirst();
    }

    private static String told(@Nullable String what) {
        return what == null ? "" : what + "\n";
    }

    private String include(String name) throws Failure {
        desk.allow(name);
        return file(name);
    }

    private String fastClose(List<String> rest) throws Failure {
        if (rest.isEmpty()) {
            return "do_cmd: ignoring tcp_fastclose without argument\n";
        }
        if (Stream.of("up", "down", "both", "off").noneMatch(rest.getFirst()::equals)) {
            throw new Failure("tcp_fastclose must be up, down, both or off, not " + Text.visible(rest.getFirst()));
        }
        farm.fastClose = rest.getFirst();
        return "";
    }
}
