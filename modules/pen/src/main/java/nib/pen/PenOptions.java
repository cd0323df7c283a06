package nib.pen;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pen's command line, pen(1): every option of 0.34.1 on Unix.
 *
 * @param base what the options and their commands say
 * @param farm the same with the file of commands that they name
 * @param answers what the commands answered
 */
record PenOptions(Invocation invocation, Farm base, Farm farm, List<Commands.Shun> shunned, String answers) {
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
              -C [host:]port|/path  listen for commands of penctl
              -X            allow its command exit
              -H            tell servers of HTTP who the client is
              -l file|host:port  log what clients ask
              -w file       the status page, written at a signal USR1 or the command status
              -j folder     another root folder, -u user  another user; once everything is open
              -E -K -G -A   certificate, key, file and folder of authorities; -R wants certificates of clients
              -L ssl23|tls1 the oldest version of TLS; it is 1.2 in any case
              -D -P -Q -S -Z -a -d -m -n   accepted, without effect
            """;

    private static final String LETTERS = "B:C:F:O:S:T:b:c:e:j:l:m:o:p:q:t:u:w:x:E:K:G:A:L:DHNPQUWXZRadfhnrs";

    /** What a command line means, with the commands that it holds. */
    static PenOptions read(List<String> arguments, PrintStream err) throws Failure {
        return new Reader(err).read(arguments);
    }

    private record Option(char letter, String value) {}

    /** Takes one option after the other. */
    private static final class Reader {
        private final Farm farm = new Farm();
        private final Invocation invocation = new Invocation();
        private final Commands commands = new Commands(farm, new Closed());
        private final StringBuilder answers = new StringBuilder();
        private final PrintStream err;

        Reader(PrintStream err) {
            this.err = err;
        }

        /** As pen does: options in their order, commands among them, then servers, then the file. */
        PenOptions read(List<String> arguments) throws Failure {
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
            Places.bind(farm.listen, farm.udp); // fails if it is no place
            for (int i = 1; i < operands.size(); i++) {
                Places.server(operands.get(i), farm.port(), farm.udp, farm.slot(i - 1));
            }
            Farm base = farm.copy();
            file();
            return new PenOptions(invocation, base, farm, commands.shunned(), answers.toString());
        }

        /** One that is not there yet may be written by a command. */
        private void file() throws Failure {
            if (invocation.file.isEmpty() || Files.exists(Path.of(invocation.file))) {
                answers.append(invocation.file.isEmpty() ? "" : commands.file(invocation.file));
            } else {
                err.println("Can't read config file '" + Text.visible(invocation.file) + "'");
            }
        }

        private void take(char letter, String value) throws Failure {
            switch (letter) {
                case 'B' -> farm.abuse = value;
                case 'e' -> farm.emergency = value;
                case 'F' -> invocation.file = value;
                case 'O', 'o' -> answers.append(commands.take(value, "-" + letter));
                case 'U' -> farm.udp = true;
                case 'r' -> farm.turn(Switch.ROUNDROBIN, true);
                case 'h' -> farm.turn(Switch.HASH, true);
                case 'W' -> farm.turn(Switch.WEIGHT, true);
                case 's' -> farm.turn(Switch.STUBBORN, true);
                case 'H' -> farm.turn(Switch.HTTP, true);
                case 'a' -> farm.turn(Switch.ASCII, true);
                case 'b' -> begin(Setting.BLACKLIST, letter, value);
                case 'T' -> begin(Setting.TRACKING, letter, value);
                case 't' -> begin(Setting.TIMEOUT, letter, value);
                case 'c' -> begin(Setting.CLIENTS_MAX, letter, value);
                case 'x' -> begin(Setting.CONN_MAX, letter, value);
                case 'q' -> farm.backlog = Math.max(50, Text.number("-q", value, 0, 65_535));
                case 'l' -> farm.log = value;
                case 'w' -> farm.page = value;
                default -> takeRest(letter, value);
            }
        }

        private void begin(Setting setting, char letter, String value) throws Failure {
            farm.begin(setting, setting.read("-" + letter, value));
        }

        private void takeRest(char letter, String value) throws Failure {
            switch (letter) {
                case 'f' -> invocation.foreground = true;
                case 'X' -> invocation.mayExit = true;
                case 'p' -> invocation.pid = value;
                case 'C' -> invocation.control = value;
                case 'j' -> invocation.folder = value;
                case 'u' -> invocation.user = value;
                case 'E' -> farm.tls.certificate = value;
                case 'K' -> farm.tls.key = value;
                case 'G', 'A' -> farm.tls.authorities.add(value);
                case 'R' -> farm.tls.certifiedClients = true;
                case 'L' -> oldest(value);
                case 'N' -> throw new Failure("-N was never there in pen, though its help says so; -h -r is like it");
                case 'D' -> obsolete("Pen 0.26.0 removed the delayed forward feature,", letter);
                case 'Q' -> obsolete("Since Pen 0.26.0, kqueue is already the default on supported systems,", letter);
                case 'S' -> obsolete("As of 0.28.1 the server table is expanded dynamically,", letter);
                case 'n' -> obsolete("Pen 0.26.0 and up uses only nonblocking sockets,", letter);
                default -> {} // -P -Z -d -m: how pen works inside
            }
        }

        private static void oldest(String version) throws Failure {
            if (version.equals("ssl2") || version.equals("ssl3")) {
                throw new Failure("-L " + version + ": nobody should speak that any more; TLS 1.2 is the oldest");
            } else if (!version.equals("ssl23") && !version.equals("tls1")) {
                throw new Failure("protocol version " + Text.visible(version) + " not known");
            }
        }

        private void obsolete(String why, char letter) {
            err.println(why);
            err.println("making the -" + letter + " option obsolete");
        }
    }
}
