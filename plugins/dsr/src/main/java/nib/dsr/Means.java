package nib.dsr;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import nib.api.Event;
import nib.linux.Call;
import nib.linux.LinuxException;
import nib.linux.PacketSocket;
import nib.linux.Wakeup;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Station} takes of the system: all of it, or nothing.
 *
 * @param known null where Nib sends all packets on
 * @param screen null where the machine's own stack sees packets for services too
 */
record Means(
        Arena arena,
        Call call,
        PacketSocket socket,
        Wakeup wakeup,
        @Nullable KnownClients known,
        @Nullable Screen screen) {
    @SuppressWarnings("MustBeClosed") // the station closes it when its loop ends
    static Means take(Device device, DsrSettings settings, Host host) throws IOException {
        Deque<Runnable> undo = new ArrayDeque<>();
        Arena arena = Arena.ofShared();
        undo.push(arena::close);
        try {
            Call call = new Call(arena);
            PacketSocket socket = PacketSocket.open(call, device.index(), device.mtu(), settings.ring(), Tunnel.ROOM);
            undo.push(socket::close);
            Wakeup wakeup = Wakeup.open(call);
            undo.push(wakeup::close);
            KnownClients known = known(call, arena, device, settings, host);
            return new Means(arena, call, socket, wakeup, known, screen(call, arena, device, host));
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

    private static @Nullable Screen screen(Call call, Arena arena, Device device, Host host) {
        try {
            return Screen.open(call, arena, device);
        } catch (LinuxException e) {
            String why = "the network stack of this machine sees packets for services too: " + e.getMessage();
            host.tell(new Event.Note("dsr " + device.name(), false, why));
            return null;
        }
    }

    /** Gives everything back. */
    void giveBack() {
        if (screen != null) {
            screen.close();
        }
        if (known != null) {
            known.close();
        }
        socket.close();
        wakeup.close();
        arena.close();
    }
}
