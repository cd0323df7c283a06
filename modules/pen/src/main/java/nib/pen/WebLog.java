package nib.pen;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import nib.api.Ip;
import org.jspecify.annotations.Nullable;

/** A web server's log, line by line. */
final class WebLog implements Closeable {
    final Ip server;
    final String name;
    private final BufferedReader in;
    private final ZoneOffset zone;
    private final Consumer<String> rejects;
    private @Nullable WebLine next;

    private WebLog(String name, Ip server, BufferedReader in, ZoneOffset zone, Consumer<String> rejects)
            throws IOException {
        this.name = name;
        this.server = server;
        this.in = in;
        this.zone = zone;
        this.rejects = rejects;
        advance();
    }

    /**
     * Opens {@code server:logfile}; an address of IPv6 stands in brackets.
     *
     * @param rejects is given what is no line of a web server
     */
    static WebLog open(String operand, ZoneOffset zone, Consumer<String> rejects) throws Failure, IOException {
        int colon = operand.startsWith("[") ? operand.indexOf("]:") + 1 : operand.indexOf(':');
        String name = colon <= 0 ? "" : operand.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        if (!Ip.isNumeric(name)) {
            throw new Failure("Bogus server '" + Text.visible(operand) + "'");
        }
        return new WebLog(name, Ip.parse(name), read(operand.substring(colon + 1)), zone, rejects);
    }

    static BufferedReader read(String file) throws Failure {
        try {
            return Files.newBufferedReader(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Failure("Can't open logfile '" + Text.visible(file) + "'");
        }
    }

    /** The line that is next; null at the end. */
    @Nullable WebLine next() {
        return next;
    }

    /** Goes to the next line that is one. */
    void advance() throws IOException {
        next = null;
        for (String line = in.readLine(); line != null && next == null; ) {
            next = WebLine.read(line, zone);
            if (next == null) {
                rejects.accept(line);
                line = in.readLine();
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
