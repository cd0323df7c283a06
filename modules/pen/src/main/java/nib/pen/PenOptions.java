package nib.pen;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Reads pen's command line, pen(1): every option of 0.34.1 on Unix. */
final class PenOptions {
    static final String USAGE = """
            usage:
              pen [options] [host:]port|/path h1[:p1[:max1[:hard1[:weight1[:prio1]]]]] [h2...] ...
              pen --explain [options] ...

              --explain     print the same as a configuration of Nib, and end
              -B host:port  abuse server for those whom an access list denies
              -e host:port  emergency server of last resort
              -F file       commands in the format of penctl
              -O command    a command in the format of penctl; -o is the same
              -U            UDP
              -r            bypass client tracking; with -h the client's port counts, too
              -h            choose by a hash of the client's address
              -W            choose by weight
              -s            stubborn: do not fail over
              -b sec        how long a server is left alone after a failure [30]
              -T sec        how long clients are tracked, 0 for ever [0]
              -t sec        how long a connect may take [3]
              -c N          clients that are tracked [2048]
              -x N          connections at once [500]
              -q N          clients that may wait [500]
              -f            stay in the foreground
              -p file       write the number of the process to a file
              -E -K -G -A   certificate, key, file and folder of authorities; -R wants certificates of clients
              -C -H -L -X -Z -j -l -u -w   see docs/pen-migration.md
              -D -P -Q -S -a -d -m -n      accepted, without effect
            """;

    private static final String LETTERS = "B:C:F:O:S:T:b:c:e:j:l:m:o:p:q:t:u:w:x:E:K:G:A:L:DHPQUWXZRadfhnrs";
    private static final int MOST = 10_000_000;
    private static final int DAY = 86_400;

    private final Farm farm = new Farm();
    private final List<String> commands = new ArrayList<>();
    private final PrintStream err;
    private String file = "";

    private PenOptions(PrintStream err) {
        this.err = err;
    }

    /** What a command line means, with the commands and the file that it names. */
    static Farm read(List<String> arguments, PrintStream err) throws Failure {
        return new PenOptions(err).farm(arguments);
    }

    private Farm farm(List<String> arguments) throws Failure {
        List<Option> options = new ArrayList<>();
        List<String> operands =
                new Getopt(LETTERS).read(arguments, (letter, value) -> options.add(new Option(letter, value)));
        for (Option one : options) {
            take(one.letter, one.value);
        }
        if (operands.isEmpty()) {
            throw new Failure("where to listen is not said; pen --help shows how");
        }
        farm.listen = operands.getFirst();
        int port = Places.listenPort(farm.listen, farm.udp);
        for (int i = 1; i < operands.size(); i++) {
            Places.server(operands.get(i), port, farm.udp, farm.slot(i - 1));
        }
        Commands reader = new Commands(farm, err);
        for (String command : commands) {
            reader.take(command, "-O");
        }
        if (!file.isEmpty()) {
            reader.file(file);
        }
        return farm;
    }

    private record Option(char letter, String value) {}

    private void take(char letter, String value) throws Failure {
        switch (letter) {
            case 'B' -> farm.abuse = value;
            case 'e' -> farm.emergency = value;
            case 'F' -> file = value;
            case 'O', 'o' -> commands.add(value);
            case 'U' -> farm.udp = true;
            case 'r' -> farm.roundrobin = true;
            case 'h' -> farm.hash = true;
            case 'W' -> farm.weight = true;
            case 's' -> farm.stubborn = true;
            case 'f' -> farm.foreground = true;
            case 'b' -> farm.blacklist = number(letter, value, 0, DAY);
            case 'T' -> farm.tracking = number(letter, value, 0, MOST);
            case 't' -> farm.timeout = number(letter, value, 1, 3600);
            case 'c' -> farm.clients = number(letter, value, 1, MOST);
            case 'x' -> farm.connections = number(letter, value, 1, MOST);
            case 'q' -> farm.backlog = Math.max(50, number(letter, value, 0, 65_535));
            case 'p' -> farm.pid = value;
            default -> takeRare(letter, value);
        }
    }

    private void takeRare(char letter, String value) {
        switch (letter) {
            case 'E' -> farm.certificate = value;
            case 'K' -> farm.key = value;
            case 'G', 'A' -> farm.authorities.add(value);
            case 'R' -> farm.certifiedClients = true;
            case 'C' -> farm.missing.add("-C: penctl's commands; nib ctl has others");
            case 'H' -> farm.missing.add("-H: headers that tell the client to servers of HTTP");
            case 'L' -> farm.missing.add("-L " + Text.visible(value) + ": TLS 1.2 is the oldest that is spoken");
            case 'Z' -> farm.missing.add("-Z: workarounds for old implementations of TLS");
            case 'j' -> farm.missing.add("-j: another root folder");
            case 'l' -> farm.missing.add("-l: pen's format of logs; access-log has others");
            case 'u' -> farm.missing.add("-u: another user");
            case 'w' -> farm.missing.add("-w: the status page; nib ctl status tells the same");
            case 'D' -> obsolete("Pen 0.26.0 removed the delayed forward feature,", letter);
            case 'Q' -> obsolete("Since Pen 0.26.0, kqueue is already the default on supported systems,", letter);
            case 'S' -> obsolete("As of 0.28.1 the server table is expanded dynamically,", letter);
            case 'n' -> obsolete("Pen 0.26.0 and up uses only nonblocking sockets,", letter);
            default -> {} // -P -X -a -d -m: how pen works inside, or what only penctl could do
        }
    }

    private void obsolete(String why, char letter) {
        err.println(why);
        err.println("making the -" + letter + " option obsolete");
    }

    private static int number(char letter, String value, int least, int most) throws Failure {
        return Text.number("-" + letter, value, least, most);
    }
}
