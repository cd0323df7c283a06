package nib.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nib.api.Address;

/** A program that root starts: becomes nobody, looks at all of its threads, and binds a low port all the same. */
final class Descent {
    private static final int NOBODY = 65_534;

    private Descent() {}

    public static void main(String[] arguments) throws IOException {
        Arena arena = Arena.global();
        Call call = new Call(arena);
        Privileges.keepCapabilities(call);
        Privileges.setgroups(call, NOBODY);
        Privileges.setgid(call, NOBODY);
        Privileges.setuid(call, NOBODY);
        long kept = Privileges.CAP_NET_BIND_SERVICE;
        Privileges.capabilities(call, new Privileges.Capabilities(kept, kept, 0));
        System.out.println(of("Uid") + " " + of("Gid") + " [" + of("Groups") + "] " + bindLow(call, arena));
    }

    private static String bindLow(Call call, Arena arena) throws LinuxException {
        int fd = Sockets.socket(call, Sockets.AF_INET, Sockets.SOCK_STREAM);
        for (int port = 1023; port > 0; port--) {
            try {
                Sockets.bind(call, fd, SocketAddress.of(arena, Address.parse("127.0.0.1:" + port)));
                return "bound";
            } catch (LinuxException e) {
                if (e.errno() != Errno.EADDRINUSE) {
                    throw e;
                }
            }
        }
        return "all ports are taken";
    }

    /** All numbers that stand in a line of any thread. */
    private static String of(String name) throws IOException {
        Set<String> found = new TreeSet<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                for (String line : Files.readAllLines(thread.resolve("status"))) {
                    if (line.startsWith(name + ":")) {
                        found.addAll(List.of(
                                line.substring(name.length() + 1).strip().split("\\s+", -1)));
                    }
                }
            }
        }
        return String.join(",", found);
    }
}
