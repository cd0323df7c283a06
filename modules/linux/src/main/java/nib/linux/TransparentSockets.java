package nib.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.NetworkChannel;
import nib.spi.Disguise;

/** Sets IP_TRANSPARENT on sockets of the JDK, ip(7) and ipv6(7). Needs CAP_NET_ADMIN or CAP_NET_RAW. */
public final class TransparentSockets implements Disguise {
    /** For the service loader. */
    public TransparentSockets() {}

    @Override
    public void allow(NetworkChannel channel) throws IOException {
        if (!JdkSockets.isTold()) {
            throw new IOException("needs --add-exports java.base/sun.nio.ch=nib.linux");
        }
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            int fd = JdkSockets.descriptor(call, channel);
            allow(call, fd, Options.get(call, fd, Option.SO_DOMAIN));
        }
    }

    /** The same for a descriptor. */
    public static void allow(Call call, int fd, int family) throws LinuxException {
        Options.set(call, fd, family == Sockets.AF_INET ? Option.IP_TRANSPARENT : Option.IPV6_TRANSPARENT, 1);
    }
}
