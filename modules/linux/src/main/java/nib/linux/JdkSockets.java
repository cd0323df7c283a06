package nib.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nib.api.Address;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a channel of the JDK, to set an option that the JDK has not, or to hand a listening socket to an
 * engine. The JDK keeps the number to itself: with {@code --add-exports java.base/sun.nio.ch=nib.linux} it tells it at
 * once; otherwise all descriptors of the process are looked through, and the channel must be bound.
 */
public final class JdkSockets {
    private static final @Nullable MethodHandle NUMBER = number();

    private JdkSockets() {}

    /** Whether {@link #descriptor} asks the JDK, and need not look through all descriptors. */
    public static boolean isTold() {
        return NUMBER != null;
    }

    /**
     * The descriptor that the channel uses. It stays the channel's: do not close it, and keep the channel open while you
     * use it. To keep the socket longer, take {@link Descriptors#dup}.
     *
     * @throws IOException if it cannot be told: not bound, or another socket has the same addresses
     */
    public static int descriptor(Call call, NetworkChannel channel) throws IOException {
        return NUMBER != null ? told(NUMBER, channel) : found(call, channel);
    }

    private static int told(MethodHandle number, NetworkChannel channel) {
        try {
            return (int) number.invokeExact((Object) channel);
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
    }

    static int found(Call call, NetworkChannel channel) throws IOException {
        Optional<Address> local = address(channel.getLocalAddress());
        if (local.isEmpty() || local.get().equals(new Address.Unix(""))) {
            throw new IOException("the descriptor of a channel that is not bound cannot be told");
        }
        Optional<Address> remote =
                channel instanceof SocketChannel stream ? address(stream.getRemoteAddress()) : Optional.empty();
        int found = -1;
        try (Arena arena = Arena.ofConfined();
                DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            nib.linux.SocketAddress place = new nib.linux.SocketAddress(arena);
            for (Path one : all) {
                int fd = Integer.parseInt(one.getFileName().toString());
                if (matches(call, fd, local.get(), remote, place)) {
                    if (found >= 0) {
                        throw new IOException("two sockets have the address " + local.get());
                    }
                    found = fd;
                }
            }
        }
        if (found < 0) {
            throw new IOException("no descriptor has the address " + local.get());
        }
        return found;
    }

    private static boolean matches(
            Call call, int fd, Address local, Optional<Address> remote, nib.linux.SocketAddress place) {
        if (Sockets.local(call, fd, place) < 0 || !place.address().equals(local)) {
            return false;
        }
        boolean connected = Sockets.peer(call, fd, place) == 0;
        return connected ? remote.isPresent() && place.address().equals(remote.get()) : remote.isEmpty();
    }

    private static Optional<Address> address(@Nullable SocketAddress address) {
        return switch (address) {
            case InetSocketAddress inet -> Optional.of(Address.Inet.of(inet));
            case UnixDomainSocketAddress unix ->
                Optional.of(new Address.Unix(unix.getPath().toString()));
            case null, default -> Optional.empty();
        };
    }

    private static @Nullable MethodHandle number() {
        Module mine = JdkSockets.class.getModule();
        if (!Object.class.getModule().isExported("sun.nio.ch", mine)) {
            return null;
        }
        try {
            Class<?> channel = Class.forName("sun.nio.ch.SelChImpl");
            return MethodHandles.lookup()
                    .findVirtual(channel, "getFDVal", MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, Object.class));
        } catch (ReflectiveOperationException e) {
            return null; // another JDK than the one we know: look through all
        }
    }
}
