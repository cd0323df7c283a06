package nib.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Objects;

/** Finds the functions of glibc, and checks memory before its address is handed out. */
@SuppressWarnings("restricted") // what nib.linux is for
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup GLIBC = LINKER.defaultLookup();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

    private Native() {}

    /** A function; the handle takes the place for errno first. */
    static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, arguments), ERRNO);
    }

    /** The same for a function declared with {@code ...} after its first arguments. */
    static MethodHandle variadic(int first, String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                symbol(name), FunctionDescriptor.of(result, arguments), ERRNO, Linker.Option.firstVariadicArg(first));
    }

    /** A function whose error nobody wants to know, so that any thread may call it without a {@link Call}. */
    static MethodHandle deaf(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, arguments));
    }

    private static MemorySegment symbol(String name) {
        return GLIBC.find(name).orElseThrow(() -> new UnsatisfiedLinkError("glibc has no " + name));
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
