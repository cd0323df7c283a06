package nib.epoll;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.api.Address;
import nib.linux.Call;
import nib.linux.LinuxException;
import nib.linux.Option;
import nib.linux.Options;
import nib.linux.SocketAddress;
import nib.linux.Sockets;

/** Finds the descriptor of a socket that another part of the process listens with, and that it does not tell. */
final class Listening {
    private static final Path OURS = Path.of("/proc/self/fd");

    private Listening() {}

    /**
     * Looks through all descriptors of the process, proc_pid_fd(5).
     *
     * @throws IOException if there is none
     */
    static int find(Call call, Arena arena, Address address) throws IOException {
        SocketAddress local = new SocketAddress(arena);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OURS)) {
            for (Path one : all) {
                int fd = Integer.parseInt(one.getFileName().toString());
                if (listens(call, fd)
                        && Sockets.local(call, fd, local) == 0
                        && local.address().equals(address)) {
                    return fd;
                }
            }
        }
        throw new IOException("no descriptor listens on " + address);
    }

    private static boolean listens(Call call, int fd) {
        try {
            return Options.get(call, fd, Option.SO_ACCEPTCONN) == 1;
        } catch (LinuxException e) {
            return false; // not a socket
        }
    }
}
