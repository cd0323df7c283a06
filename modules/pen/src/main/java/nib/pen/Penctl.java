package nib.pen;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The command {@code penctl}: sends one command to the control port of a balancer, and shows the answer; penctl(1).
 *
 * <p>Exit status 0 if the balancer was reached, 1 if not, 2 if the command line is wrong.
 */
public final class Penctl extends Tool {
    private static final String USAGE = "usage: penctl host:port|/path/to/socket command";

    /** Bytes of a command that pen takes. */
    private static final int LONGEST = 1000;

    private static final int CONNECT_MILLIS = 10_000;

    /** For the service loader. */
    public Penctl() {}

    @Override
    public String name() {
        return "penctl";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.size() == 1 && arguments.getFirst().equals("--help")) {
            out.println(USAGE);
            return 0;
        }
        if (arguments.size() < 2) {
            err.println(USAGE);
            return 2;
        }
        String command = String.join(" ", arguments.subList(1, arguments.size()));
        byte[] line = (command + "\n").getBytes(StandardCharsets.UTF_8);
        try (SocketChannel balancer = connect(arguments.getFirst())) {
            if (line.length > LONGEST) {
                throw new Failure("Overlong argument list");
            }
            OutputStream to = Channels.newOutputStream(balancer);
            to.write(line);
            to.flush();
            InputStream from = Channels.newInputStream(balancer);
            from.transferTo(out);
            out.flush();
            return 0;
        } catch (Failure e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("error connecting to server");
        }
        return 1;
    }

    private static SocketChannel connect(String where) throws IOException, Failure {
        if (where.contains("/")) {
            return SocketChannel.open(UnixDomainSocketAddress.of(where));
        }
        int colon = where.lastIndexOf(':');
        if (colon < 0) {
            throw new Failure("no port given");
        }
        String host = where.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        int port = Text.number("the port", where.substring(colon + 1), 1, 65_535);
        SocketChannel balancer = SocketChannel.open();
        try {
            balancer.socket().connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return balancer;
        } catch (IOException | RuntimeException e) {
            balancer.close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }
}
