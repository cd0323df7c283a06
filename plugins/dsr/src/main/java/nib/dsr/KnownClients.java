package nib.dsr;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.linux.Bpf;
import nib.linux.Call;
import nib.linux.LinuxException;

/**
 * The clients whose packets the kernel sends on by itself: who has sent a few is entered, and taken out as soon as its next
 * packet has to be seen. What the kernel has counted is collected about once a second. The loop's.
 */
final class KnownClients {
    /** Packets that are seen before a client is entered: most clients of UDP never send as many. */
    static final int ENOUGH = 4;

    private static final int TURNS = 10;

    private final Hooked hooked;
    private final Bpf bpf;
    private final int table;
    private final MemorySegment key;
    private final MemorySegment value;
    private final List<Track> tracks = new ArrayList<>();
    private int next;

    /** By a program that is one of {@link Shortcut}. */
    KnownClients(Arena arena, Hooked hooked) {
        this.hooked = hooked;
        this.bpf = hooked.bpf();
        this.table = hooked.table();
        this.key = arena.allocate(Shortcut.KEY, 8);
        this.value = arena.allocate(Shortcut.VALUE, 8);
    }

    /** Loads the program for a device: in the driver of one that is of hardware, if that can. */
    static KnownClients open(Call call, Arena arena, Device device, int most) throws LinuxException {
        List<Bpf.Hook> hooks = Files.exists(Path.of("/sys/class/net", device.name(), "device"))
                ? List.of(Bpf.Hook.DRIVER, Bpf.Hook.GENERIC)
                : List.of(Bpf.Hook.GENERIC);
        return new KnownClients(arena, Hooked.open(call, arena, device, Shortcut.made(device.hardware(), most), hooks));
    }

    /** Where the program is. */
    String where() {
        return hooked.hook() == Bpf.Hook.DRIVER ? "in the driver" : "behind the driver";
    }

    /** How many there are. */
    int size() {
        return tracks.size();
    }

    /** From now on the kernel sends its packets on, if it has room. */
    void add(Track track, long hardware) {
        Shortcut.key(key, track);
        Shortcut.value(value, hardware);
        if (track.entered < 0 && bpf.put(table, key, value) == 0) {
            track.entered = tracks.size();
            track.hardware = hardware;
            track.counted = 0;
            tracks.add(track);
        }
    }

    /** The kernel passes its packets up again; what it has moved until then is counted. */
    void remove(Track track) {
        int place = track.entered;
        if (place >= 0) {
            collect(track);
            int _ = bpf.remove(table, key); // the key is still there
            Track last = tracks.removeLast();
            if (place < tracks.size()) {
                tracks.set(place, last);
                last.entered = place;
            }
            track.entered = -1;
        }
    }

    /** Whether it has moved something since the last time; writes its key. */
    private boolean collect(Track track) {
        Shortcut.key(key, track);
        if (bpf.get(table, key, value) != 0) {
            return false;
        }
        long moved = value.get(JAVA_LONG, 16);
        long more = moved - track.counted;
        track.counted = moved;
        track.bytes += more;
        return more > 0;
    }

    /** Looks at a tenth of them. */
    void turn(long now) {
        int count = (tracks.size() + TURNS - 1) / TURNS;
        for (int i = 0; i < count && !tracks.isEmpty(); i++) {
            next = next >= tracks.size() ? 0 : next;
            Track track = tracks.get(next);
            if (collect(track)) {
                track.isSeen(now);
            }
            if (track.isAsEntered()) {
                next++;
            } else {
                remove(track); // another takes its place
            }
        }
    }

    /** The program is gone from the device. */
    void close() {
        hooked.close();
    }
}
