package nib.accesslog;

import java.nio.file.Path;
import nib.spi.About;
import nib.spi.Complaint;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** Where lines go. */
@About("One line for each piece that a client says, as pen writes them; a filter of pools.")
record PenLogSettings(
        @About("The file to append to, or host:port of penlogd.") @Shorthand
        String to,

        @About("Lines that may wait to be written; further ones are counted and left out.")
        @Default("8192")
        @Range(min = "16", max = "1000000")
        int queue) {

    private static final int LAST_PORT = 65_535;

    /** A place on the network has a port, and its host no slash. */
    boolean isNetwork() {
        return to.contains(":") && !to.contains("/");
    }

    Outlet.Source source() {
        if (!isNetwork()) {
            Path file = Path.of(to).toAbsolutePath();
            return clock -> new FileOutlet(file, clock);
        }
        int colon = to.lastIndexOf(':');
        String host = to.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        int port = port(to.substring(colon + 1));
        return clock -> new DatagramOutlet(host, port);
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= LAST_PORT) {
            return Integer.parseInt(text);
        }
        throw new Complaint("to", "expected a file, or host:port with a port from 1 to 65535, found " + text);
    }
}
