package nib.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Gives up what a process may, credentials(7) and capabilities(7). Who the process is, glibc changes for all its threads;
 * capabilities, {@link #keepCapabilities} and {@link #noNewPrivileges} belong to the calling thread and to those that it
 * starts later. So call from a platform thread, never from a virtual one.
 *
 * <p>The order is {@link #keepCapabilities}, {@link #setgroups}, {@link #setgid}, {@link #setuid}, {@link #capabilities}.
 * Once one thread may less than another, the middle three are no longer possible: glibc ends the whole process when the
 * kernel does not answer all threads alike (nptl(7)).
 */
public final class Privileges {
    /** To bind ports below 1024; a bit of {@link Capabilities}. */
    public static final long CAP_NET_BIND_SERVICE = 1L << 10;
    /** To be transparent, to mark, to load packet programs onto interfaces. */
    public static final long CAP_NET_ADMIN = 1L << 12;
    /** For sockets that see packets. */
    public static final long CAP_NET_RAW = 1L << 13;
    /** To change the user. */
    public static final long CAP_SETUID = 1L << 7;

    /**
     * Sets of capabilities, a bit for each.
     *
     * @param effective what is used now
     * @param permitted what may be made effective
     * @param inheritable what may survive exec
     */
    public record Capabilities(long effective, long permitted, long inheritable) {}

    private static final MethodHandle SETGROUPS = Native.call("setgroups", JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle SETGID = Native.call("setgid", JAVA_INT, JAVA_INT);
    private static final MethodHandle SETUID = Native.call("setuid", JAVA_INT, JAVA_INT);
    private static final MethodHandle CHROOT = Native.call("chroot", JAVA_INT, ADDRESS);
    private static final MethodHandle CHDIR = Native.call("chdir", JAVA_INT, ADDRESS);
    private static final MethodHandle CAPGET = Native.call("capget", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle CAPSET = Native.call("capset", JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle PRCTL =
            Native.variadic(1, "prctl", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final int VERSION_3 = 0x2008_0522;
    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private Privileges() {}

    /** Becomes a member of these groups and no others, all threads, setgroups(2). First of the three. */
    public static void setgroups(Call call, int... groups) throws LinuxException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocateFrom(JAVA_INT, groups);
            result = call.result((int) SETGROUPS.invokeExact(call.errno, (long) groups.length, list));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        LinuxException.check(result, "setgroups");
    }

    /** Changes the group, all threads, setgid(2). Second of the three. */
    public static void setgid(Call call, int gid) throws LinuxException {
        int result;
        try {
            result = call.result((int) SETGID.invokeExact(call.errno, gid));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        LinuxException.check(result, "setgid " + Integer.toUnsignedString(gid));
    }

    /** Changes the user, all threads, setuid(2). Last of the three; from root there is no way back. */
    public static void setuid(Call call, int uid) throws LinuxException {
        int result;
        try {
            result = call.result((int) SETUID.invokeExact(call.errno, uid));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        LinuxException.check(result, "setuid " + Integer.toUnsignedString(uid));
    }

    /** Makes a folder the root of all paths, and goes there, all threads, chroot(2). The JDK must need no more files. */
    public static void chroot(Call call, String folder) throws LinuxException {
        LinuxException.check(path(call, CHROOT, folder), "chroot " + folder);
        LinuxException.check(path(call, CHDIR, "/"), "chdir /");
    }

    private static int path(Call call, MethodHandle function, String path) {
        try (Arena arena = Arena.ofConfined()) {
            return call.result((int) function.invokeExact(call.errno, arena.allocateFrom(path)));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
    }

    /** The calling thread keeps its permitted capabilities through {@link #setuid}, prctl(2) PR_SET_KEEPCAPS. */
    public static void keepCapabilities(Call call) throws LinuxException {
        LinuxException.check(prctl(call, PR_SET_KEEPCAPS), "prctl PR_SET_KEEPCAPS");
    }

    /** No program that is started from here gains a privilege, for good, prctl(2) PR_SET_NO_NEW_PRIVS. */
    public static void noNewPrivileges(Call call) throws LinuxException {
        LinuxException.check(prctl(call, PR_SET_NO_NEW_PRIVS), "prctl PR_SET_NO_NEW_PRIVS");
    }

    private static int prctl(Call call, int option) {
        try {
            return call.result((int) PRCTL.invokeExact(call.errno, option, 1L, 0L, 0L, 0L));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
    }

    /** The capabilities of the calling thread, capget(2). */
    public static Capabilities capabilities(Call call) throws LinuxException {
        int result;
        MemorySegment sets = call.scratch;
        try {
            result = call.result((int) CAPGET.invokeExact(call.errno, header(call), sets));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        LinuxException.check(result, "capget");
        return new Capabilities(set(sets, 0), set(sets, 4), set(sets, 8));
    }

    /** Changes the capabilities of the calling thread, capset(2). */
    public static void capabilities(Call call, Capabilities wanted) throws LinuxException {
        MemorySegment sets = call.scratch;
        set(sets, 0, wanted.effective());
        set(sets, 4, wanted.permitted());
        set(sets, 8, wanted.inheritable());
        int result;
        try {
            result = call.result((int) CAPSET.invokeExact(call.errno, header(call), sets));
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        LinuxException.check(result, "capset");
    }

    private static MemorySegment header(Call call) {
        call.length.set(JAVA_INT, 0, VERSION_3);
        call.length.set(JAVA_INT, 4, 0); // the calling thread
        return call.length;
    }

    /** Two structures of three numbers: the low halves of the sets, then the high ones. */
    private static long set(MemorySegment sets, long at) {
        return Integer.toUnsignedLong(sets.get(JAVA_INT, at)) | (long) sets.get(JAVA_INT, at + 12) << 32;
    }

    private static void set(MemorySegment sets, long at, long bits) {
        sets.set(JAVA_INT, at, (int) bits);
        sets.set(JAVA_INT, at + 12, (int) (bits >>> 32));
    }
}
