package nib.dsr;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import nib.api.Event;
import nib.linux.Call;
import nib.linux.Epoll;
import nib.linux.LinuxException;
import nib.linux.PacketSocket;
import nib.linux.Wakeup;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Station} takes of the system: all of it, or nothing.
 *
 * @param known null where Nib sends all packets on
 */
record Means(
        Arena arena,
        Call call,
        PacketSocket socket,
        Epoll epoll,
        Wakeup wakeup,
        @Nullable KnownClients known) {
    private static final int EVENTS = 2;

    @SuppressWarnings("MustBeClosed") // the station closes it when its loop ends
    static Means take(Device device, DsrSettings settings, Host host) throws IOException {
        Deque<Runnable> undo = new ArrayDeque<>();
        Arena arena = Arena.ofShared();
        undo.push(arena::close);
        try {
            Call call = new Call(arena);
            PacketSocket socket = PacketSocket.open(call, device.index(), device.mtu(), settings.ring());
            undo.push(socket::close);
            Epoll epoll = Epoll.open(call, arena, EVENTS);
            undo.push(epoll::close);
            Wakeup wakeup = Wakeup.open(call);
            undo.push(wakeup::close);
            return new Means(arena, call, socket, epoll, wakeup, known(call, arena, device, settings, host));
        } catch (IOException | RuntimeException e) {
            undo.forEach(Runnable::run);
            throw e;
        }
    }

    private static @Nullable KnownClients known(Call call, Arena arena, Device device, DsrSettings settings, Host host)
            throws LinuxException {
        if (settings.way() == DsrSettings.Way.PACKET) {
            return null;
        }
        String place = "dsr " + device.name();
        try {
            KnownClients clients = KnownClients.open(call, arena, device, settings.known());
            host.tell(new Event.Note(place, false, "known clients are sent on " + clients.where()));
            return clients;
        } catch (LinuxException e) {
            if (settings.way() == DsrSettings.Way.KERNEL) {
                throw e;
            }
            host.tell(new Event.Note(place, true, "known clients are sent on by Nib: " + e.getMessage()));
            return null;
        }
    }

    /** Gives everything back. */
    void giveBack() {
        if (known != null) {
            known.close();
        }
        socket.close();
        epoll.close();
        wakeup.close();
        arena.close();
    }
}
