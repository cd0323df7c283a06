package nib.tls;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/**
 * The command {@code nib-ocsp}: fetches the answers of OCSP servers, so that listeners have them to staple; nib-ocsp(1).
 *
 * <p>Exit status 0 if every answer was fetched, 1 if one was not, 2 if the command line is wrong.
 */
public final class OcspTool implements ToolProvider {
    /** For the service loader. */
    public OcspTool() {}

    @Override
    public String name() {
        return "nib-ocsp";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        OcspOrder order;
        try {
            order = OcspOrder.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            err.println("nib-ocsp: " + e.getMessage());
            err.flush();
            return 2;
        }
        if (order.help()) {
            out.print(OcspOrder.HELP);
            out.flush();
            return 0;
        }
        int status = 0;
        for (Path place : order.places()) {
            status = Math.max(status, refresh(place, order, out, err));
        }
        return status;
    }

    /** A certificate, or those of a folder; there, one that names no OCSP server is passed over. */
    private static int refresh(Path place, OcspOrder order, PrintWriter out, PrintWriter err) {
        int status = 0;
        try {
            boolean folder = Files.isDirectory(place);
            for (Path file : folder ? CertificateFolder.files(place) : List.of(place)) {
                status = Math.max(status, refresh(file, folder, order, out, err));
            }
        } catch (IOException e) {
            err.println("nib-ocsp: " + e.getMessage());
            status = 1;
        }
        out.flush();
        err.flush();
        return status;
    }

    private static int refresh(Path file, boolean passOver, OcspOrder order, PrintWriter out, PrintWriter err) {
        try {
            OcspAnswer answer = OcspAnswer.fetch(file, order);
            if (answer == null && passOver) {
                out.println(file + " names no OCSP server");
                return 0;
            }
            if (answer == null) {
                throw new IOException(file + " names no OCSP server; --url would");
            }
            out.println(answer.write());
            return 0;
        } catch (IOException e) {
            err.println("nib-ocsp: " + e.getMessage());
            return 1;
        }
    }
}
