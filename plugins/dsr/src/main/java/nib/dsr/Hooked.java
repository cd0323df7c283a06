package nib.dsr;

import java.lang.foreign.Arena;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import nib.linux.Bpf;
import nib.linux.Call;
import nib.linux.Descriptors;
import nib.linux.LinuxException;

/**
 * A program in the kernel and its table: it sees the frames of a device as long as this is open.
 *
 * @param hook where on their way
 */
record Hooked(Call call, Bpf bpf, int table, int program, int link, Bpf.Hook hook) {
    private static final int NOWHERE = -1;

    /** A hash table, and a program that is given its descriptor. */
    record Program(int key, int value, int entries, IntFunction<Assembly> code) {}

    /**
     * Loads a program and hooks it in, all of it or nothing.
     *
     * @param hooks of one kind, the best first; the next ones are tried where that cannot be had
     */
    static Hooked open(Call call, Arena arena, Device device, Program made, List<Bpf.Hook> hooks)
            throws LinuxException {
        Hooked loaded = load(call, arena, made, hooks.getFirst());
        try {
            return loaded.hook(device, hooks.iterator());
        } catch (LinuxException e) {
            loaded.close();
            throw e;
        }
    }

    /** Loads a program that sees nothing yet. */
    static Hooked load(Call call, Arena arena, Program made, Bpf.Hook hook) throws LinuxException {
        Bpf bpf = new Bpf(call, arena);
        int table = bpf.table(made.key, made.value, made.entries);
        try {
            Assembly code = made.code.apply(table);
            int program = bpf.load(hook, code.assemble(arena), code.size());
            return new Hooked(call, bpf, table, program, NOWHERE, hook);
        } catch (LinuxException e) {
            Descriptors.close(call, table);
            throw e;
        }
    }

    private Hooked hook(Device device, Iterator<Bpf.Hook> hooks) throws LinuxException {
        Bpf.Hook next = hooks.next();
        try {
            return new Hooked(call, bpf, table, program, bpf.attach(program, device.index(), next), next);
        } catch (LinuxException e) {
            if (hooks.hasNext()) {
                return hook(device, hooks); // not every driver can
            }
            throw e;
        }
    }

    /** The program sees no frame any more. */
    void close() {
        if (link != NOWHERE) {
            Descriptors.close(call, link);
        }
        Descriptors.close(call, program);
        Descriptors.close(call, table);
    }
}
