package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import nib.api.Address;

/** A thread's call, memory and descriptors, which are all closed at the end; whoever forgets one fails the test. */
final class Lab implements AutoCloseable {
    private static final int PATIENCE = 20_000;

    final Arena arena = Arena.ofConfined();
    final Call call = new Call(arena);
    private final Set<Integer> mine = new LinkedHashSet<>();
    private final long before = open();

    /** Sockets, pipes and epoll that are open; not files, since the virtual machine opens jars when it likes. */
    static long open() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(Lab::isOfOurKind).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfOurKind(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:") || target.startsWith("pipe:") || target.startsWith("anon_inode:");
        } catch (IOException e) {
            return false; // the one that reads the folder
        }
    }

    int keep(int fd) {
        if (fd < 0) {
            throw new AssertionError(Errno.describe(-fd));
        }
        mine.add(fd);
        return fd;
    }

    Pair keep(Pair pair) {
        keep(pair.first());
        keep(pair.second());
        return pair;
    }

    void close(int fd) {
        mine.remove(Integer.valueOf(fd));
        assertEquals(0, Descriptors.close(call, fd));
    }

    SocketAddress address(String text) {
        return SocketAddress.of(arena, Address.parse(text));
    }

    SocketAddress address() {
        return new SocketAddress(arena);
    }

    SocketAddress local(int fd) {
        SocketAddress address = address();
        assertEquals(0, Sockets.local(call, fd, address));
        return address;
    }

    int listening(String address) throws LinuxException {
        SocketAddress at = address(address);
        int fd = keep(Sockets.socket(call, at.family(), Sockets.SOCK_STREAM));
        Sockets.bind(call, fd, at);
        Sockets.listen(call, fd, 16);
        return fd;
    }

    int bound(String address) throws LinuxException {
        SocketAddress at = address(address);
        int fd = keep(Sockets.socket(call, at.family(), Sockets.SOCK_DGRAM));
        Sockets.bind(call, fd, at);
        return fd;
    }

    int connected(SocketAddress to) throws LinuxException {
        int fd = keep(Sockets.socket(call, to.family(), Sockets.SOCK_STREAM));
        int result = Sockets.connect(call, fd, to);
        if (result == -Errno.EINPROGRESS) {
            writable(fd);
            result = Sockets.error(call, fd);
        }
        assertEquals(0, result);
        return fd;
    }

    int accepted(int listener) {
        readable(listener);
        return keep(Sockets.accept(call, listener, null));
    }

    void readable(int fd) {
        assertEquals(Descriptors.POLLIN, Descriptors.poll(call, fd, Descriptors.POLLIN, PATIENCE) & Descriptors.POLLIN);
    }

    void writable(int fd) {
        assertEquals(
                Descriptors.POLLOUT, Descriptors.poll(call, fd, Descriptors.POLLOUT, PATIENCE) & Descriptors.POLLOUT);
    }

    MemorySegment bytes(String text) {
        MemorySegment memory = arena.allocate(text.length());
        MemorySegment.copy(text.getBytes(StandardCharsets.US_ASCII), 0, memory, JAVA_BYTE, 0, text.length());
        return memory;
    }

    static String text(MemorySegment memory, long offset, long length) {
        return new String(memory.asSlice(offset, length).toArray(JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    void send(int fd, String text) {
        assertEquals(text.length(), Sockets.send(call, fd, bytes(text), 0, text.length(), 0));
    }

    String receive(int fd) {
        readable(fd);
        MemorySegment buffer = arena.allocate(65_536);
        long length = Sockets.recv(call, fd, buffer, 0, buffer.byteSize(), 0);
        return length < 0 ? Errno.describe((int) -length) : text(buffer, 0, length);
    }

    @Override
    public void close() {
        List.copyOf(mine).forEach(this::close);
        arena.close();
        assertEquals(before, open(), "open descriptors");
    }
}
