package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/** Calls the functions of glibc, and checks memory before its address is handed out. */
@SuppressWarnings("restricted") // what nib.linux is for
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup GLIBC = LINKER.defaultLookup();

    /**
     * Calls any function of up to six numbers and addresses. On x86-64 and aarch64 these go in registers of 64 bits, from
     * which a function takes what it declares, so one handle serves for all; each further kind of handle would cost tens
     * of milliseconds when it is made.
     */
    private static final MethodHandle CALL = LINKER.downcallHandle(
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private Native() {}

    /** Where a function of glibc is. */
    static MemorySegment function(String name) {
        return GLIBC.find(name).orElseThrow(() -> new UnsatisfiedLinkError("glibc has no " + name));
    }

    /** Calls a function; of the result of one that returns an int only the lower half counts. */
    static long call(Call call, MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) CALL.invokeExact(function, call.errno, a, b, c, d, e, f);
        } catch (Throwable t) {
            throw thrown(t);
        }
    }

    static long call(Call call, MemorySegment function, long a, long b, long c, long d, long e) {
        return call(call, function, a, b, c, d, e, 0);
    }

    static long call(Call call, MemorySegment function, long a, long b, long c, long d) {
        return call(call, function, a, b, c, d, 0, 0);
    }

    static long call(Call call, MemorySegment function, long a, long b, long c) {
        return call(call, function, a, b, c, 0, 0, 0);
    }

    static long call(Call call, MemorySegment function, long a, long b) {
        return call(call, function, a, b, 0, 0, 0, 0);
    }

    static long call(Call call, MemorySegment function, long a) {
        return call(call, function, a, 0, 0, 0, 0, 0);
    }

    /**
     * The address of a part of a buffer. A number instead of a slice: nothing is allocated, however cold the code is.
     * The caller keeps the buffer reachable until the call is over.
     */
    static long address(MemorySegment buffer, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, buffer.byteSize());
        if (!buffer.isNative() || !buffer.scope().isAlive()) {
            throw new IllegalArgumentException("memory on the heap, or no longer there");
        }
        return buffer.address() + offset;
    }

    /** Passes on what a method handle threw, which is never a checked exception. */
    static RuntimeException thrown(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
    }
}
