package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import java.util.Objects;
import nib.linux.Bpf;
import nib.linux.Call;
import nib.linux.LinuxException;
import org.junit.jupiter.api.Assumptions;

/** A program in the kernel that sees the frames of a test, and no others. */
final class Trial implements AutoCloseable {
    /** Shorter frames are not run. */
    static final int LEAST = 14;

    final Arena arena = Arena.ofConfined();
    final Hooked hooked;
    private final MemorySegment in = arena.allocate(4096, 8);
    private final MemorySegment out = arena.allocate(4096, 8);

    /** The test is left out where the kernel takes no programs. */
    Trial(Hooked.Program made, Bpf.Hook hook) {
        Hooked loaded = null;
        try {
            loaded = Hooked.load(new Call(arena), arena, made, hook);
        } catch (LinuxException e) {
            arena.close();
            Assumptions.abort("no programs in the kernel here: " + e.getMessage());
        }
        hooked = Objects.requireNonNull(loaded);
    }

    /** What the program says of a frame. */
    int run(byte[] frame) throws LinuxException {
        MemorySegment.copy(frame, 0, in, ValueLayout.JAVA_BYTE, 0, frame.length);
        return hooked.bpf().run(hooked.program(), in, frame.length, out);
    }

    /** The frame as it was after that, in hexadecimal digits. */
    String after(int length) {
        return HexFormat.of().formatHex(out.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public void close() {
        hooked.close();
        arena.close();
    }
}
