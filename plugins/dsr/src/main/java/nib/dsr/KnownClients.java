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
import nib.linux.Descriptors;
import nib.linux.LinuxException;

/**
 * The clients whose packets the kernel sends on by itself: who has sent a few is entered, and taken out as soon as its next
 * packet has to be seen. What the kernel has counted is collected about once a second. The loop's.
 */
final class KnownClients {
    /** Packets that are seen before a client is entered: most clients of UDP never send as many. */
    static final int ENOUGH = 4;

    private static final int TURNS = 10;

    private final Call call;
    private final Bpf bpf;
    private final int table;
    private final int program;
    private final int link;
    private final boolean driver;
    private final MemorySegment key;
    private final MemorySegment value;
    private final List<Track> tracks = new ArrayList<>();
    private int next;

    private KnownClients(Call call, Arena arena, Bpf bpf, int table, int program, int link, boolean driver) {
        this.call = call;
        this.bpf = bpf;
        this.table = table;
        this.program = program;
        this.link = link;
        this.driver = driver;
        this.key = arena.allocate(Shortcut.KEY, 8);
        this.value = arena.allocate(Shortcut.VALUE, 8);
    }

    /** Loads the program for a device. */
    static KnownClients open(Call call, Arena arena, Device device, int most) throws LinuxException {
        Bpf bpf = new Bpf(call, arena);
        List<Integer> opened = new ArrayList<>();
        try {
            int table = bpf.table(Shortcut.KEY, Shortcut.VALUE, most);
            opened.add(table);
            Assembly code = Shortcut.program(device.hardware(), table);
            int program = bpf.load(code.assemble(arena), code.size());
            opened.add(program);
            int link = inDriver(bpf, program, device);
            boolean driver = link >= 0;
            link = driver ? link : bpf.attach(program, device.index(), false);
            return new KnownClients(call, arena, bpf, table, program, link, driver);
        } catch (LinuxException e) {
            opened.forEach(fd -> Descriptors.close(call, fd));
            throw e;
        }
    }

    /** Attached in the driver of a device that is one of hardware; -1 where it cannot be. */
    private static int inDriver(Bpf bpf, int program, Device device) {
        if (!Files.exists(Path.of("/sys/class/net", device.name(), "device"))) {
            return -1;
        }
        try {
            return bpf.attach(program, device.index(), true);
        } catch (LinuxException e) {
            return -1; // not every driver can
        }
    }

    /** Where the program is. */
    String where() {
        return driver ? "in the driver" : "behind the driver";
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
            if (collect(track) && track.ages != null) {
                track.ages.touch(track, now);
            }
            if (track.isAsEntered()) {
                next++;
            } else {
                remove(track); // another takes its place
            }
        }
    }

    /** The program is gone from the device with its link. */
    void close() {
        Descriptors.close(call, link);
        Descriptors.close(call, program);
        Descriptors.close(call, table);
    }
}
