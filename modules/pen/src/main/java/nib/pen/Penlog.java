package nib.pen;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code penlog}: sends each line that a web server writes to {@code penlogd}; penlog(1). Meant for Apache's
 * piped logs, so it goes on whatever happens, until its input ends.
 */
public final class Penlog extends Tool {
    private static final String USAGE = "Usage: penlog server_ip server_port [my_ip]";

    /** Bytes of a line that are sent; what is longer is cut. */
    private static final int LONGEST = 8192;

    /** For the service loader. */
    public Penlog() {}

    @Override
    public String name() {
        return "penlog";
    }

    @Override
    int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        if (arguments.size() == 1 && arguments.getFirst().equals("--help")) {
            out.println(USAGE);
            return 0;
        }
        if (arguments.size() < 2 || arguments.size() > 3) {
            err.println(USAGE);
            return 1;
        }
        try (DatagramSocket socket = socket(arguments.size() == 3 ? arguments.get(2) : null)) {
            InetAddress host = InetAddress.getByName(arguments.getFirst());
            int port = Text.number("the port", arguments.get(1), 1, 65_535);
            socket.connect(new InetSocketAddress(host, port));
            copy(in, socket);
            return 0;
        } catch (Failure | IOException e) {
            err.println("penlog: " + e.getMessage());
            return 1;
        }
    }

    private static DatagramSocket socket(@Nullable String mine) throws IOException {
        return mine == null
                ? new DatagramSocket()
                : new DatagramSocket(new InetSocketAddress(InetAddress.getByName(mine), 0));
    }

    private static void copy(InputStream in, DatagramSocket to) throws IOException {
        byte[] line = new byte[LONGEST];
        int length = 0;
        InputStream bytes = new BufferedInputStream(in);
        for (int one = bytes.read(); one >= 0; one = bytes.read()) {
            if (one == '\n') {
                send(to, line, length);
                length = 0;
            } else if (length < LONGEST - 1) {
                line[length++] = (byte) one;
            }
        }
        if (length > 0) {
            send(to, line, length);
        }
    }

    private static void send(DatagramSocket to, byte[] line, int length) throws IOException {
        line[length] = '\n';
        try {
            to.send(new DatagramPacket(line, length + 1));
        } catch (PortUnreachableException e) {
            // nobody listened to an earlier line; somebody may listen to the next
        }
    }
}
