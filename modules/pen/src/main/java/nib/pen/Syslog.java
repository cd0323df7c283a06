package nib.pen;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.linux.Call;
import nib.linux.Linux;
import nib.linux.LinuxException;
import nib.linux.SocketAddress;
import nib.linux.Sockets;

/**
 * Sends lines to the log of the system, syslog(3), in the form that its daemon reads from a local socket (RFC 3164
 * section 4.1.1, facility daemon). What nobody takes is lost: a log must not hold up what it is about.
 */
final class Syslog extends OutputStream {
    private static final String SOCKET = "/dev/log";
    private static final int DAEMON = 3 << 3;
    private static final int LONGEST = 1024;

    private final Arena arena = Arena.ofShared();
    private final Call call = new Call(arena);
    private final MemorySegment line = arena.allocate(LONGEST);
    private final SocketAddress daemon = SocketAddress.of(arena, new Address.Unix(SOCKET));
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private final String name;
    private int fd = -1;

    private Syslog(String name) {
        this.name = name;
        connect();
    }

    /** From now on what is said on standard error goes there, where this system has such a log. */
    static void instead(String name) {
        if (Linux.missing().isEmpty()) {
            System.setErr(new PrintStream(new Syslog(name), true, StandardCharsets.UTF_8));
        }
    }

    private boolean connect() {
        try {
            fd = fd < 0 ? Sockets.socket(call, Sockets.AF_UNIX, Sockets.SOCK_DGRAM) : fd;
            return Sockets.connect(call, fd, daemon) == 0;
        } catch (LinuxException e) {
            return false;
        }
    }

    @Override
    public synchronized void write(int one) {
        if (one == '\n') {
            send(words.toString(StandardCharsets.UTF_8));
            words.reset();
        } else if (words.size() < LONGEST) {
            words.write(one);
        }
    }

    /** The daemon adds the time; it may have been started anew since the last line. */
    private void send(String text) {
        byte[] bytes = form(text, name, ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, LONGEST);
        MemorySegment.copy(bytes, 0, line, ValueLayout.JAVA_BYTE, 0, length);
        if (fd >= 0 && Sockets.send(call, fd, line, 0, length, 0) < 0 && connect()) {
            Sockets.send(call, fd, line, 0, length, 0);
        }
    }

    /** Without the time and the level of {@code 2026-11-25T17:27:34.094Z INFO  words}, which the daemon has of its own. */
    static String form(String text, String name, long pid) {
        String[] parts = text.split(" +", 3);
        boolean ours = parts.length == 3 && parts[0].endsWith("Z");
        int severity = switch (ours ? parts[1] : "") {
            case "ERROR" -> 3;
            case "WARN" -> 4;
            default -> 6;
        };
        return "<" + (DAEMON | severity) + ">" + name + "[" + pid + "]: " + (ours ? parts[2] : text);
    }
}
