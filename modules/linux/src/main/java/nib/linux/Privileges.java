package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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

    private static final MemorySegment SETGROUPS = Native.function("setgroups");
    private static final MemorySegment SETGID = Native.function("setgid");
    private static final MemorySegment SETUID = Native.function("setuid");
    private static final MemorySegment CHROOT = Native.function("chroot");
    private static final MemorySegment CHDIR = Native.function("chdir");
    private static final MemorySegment CAPGET = Native.function("capget");
    private static final MemorySegment CAPSET = Native.function("capset");
    private static final MemorySegment PRCTL = Native.function("prctl");

    private static final int VERSION_3 = 0x2008_0522;
    private static final int PR_SET_KEEPCAPS = 8;
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    private Privileges() {}

    /** Becomes a member of these groups and no others, all threads, setgroups(2). First of the three. */
    public static void setgroups(Call call, int... groups) throws LinuxException {
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocateFrom(JAVA_INT, groups);
            result = call.result((int) Native.call(call, SETGROUPS, groups.length, list.address()));
        }
        LinuxException.check(result, "setgroups");
    }

    /** Changes the group, all threads, setgid(2). Second of the three. */
    public static void setgid(Call call, int gid) throws LinuxException {
        int result = call.result((int) Native.call(call, SETGID, gid));
        LinuxException.check(result, "setgid " + Integer.toUnsignedString(gid));
    }

    /** Changes the user, all threads, setuid(2). Last of the three; from root there is no way back. */
    public static void setuid(Call call, int uid) throws LinuxException {
        int result = call.result((int) Native.call(call, SETUID, uid));
        LinuxException.check(result, "setuid " + Integer.toUnsignedString(uid));
    }

    /** Makes a folder the root of all paths, and goes there, all threads, chroot(2). The JDK must need no more files. */
    public static void chroot(Call call, String folder) throws LinuxException {
        LinuxException.check(path(call, CHROOT, folder), "chroot " + folder);
        LinuxException.check(path(call, CHDIR, "/"), "chdir /");
    }

    private static int path(Call call, MemorySegment function, String path) {
        try (Arena arena = Arena.ofConfined()) {
            return call.result(
                    (int) Native.call(call, function, arena.allocateFrom(path).address()));
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
        return call.result((int) Native.call(call, PRCTL, option, 1, 0, 0, 0));
    }

    /** The capabilities of the calling thread, capget(2). */
    public static Capabilities capabilities(Call call) throws LinuxException {
        MemorySegment sets = call.scratch;
        int result = call.result((int) Native.call(call, CAPGET, header(call).address(), sets.address()));
        LinuxException.check(result, "capget");
        return new Capabilities(set(sets, 0), set(sets, 4), set(sets, 8));
    }

    /** Changes the capabilities of the calling thread, capset(2). */
    public static void capabilities(Call call, Capabilities wanted) throws LinuxException {
        MemorySegment sets = call.scratch;
        set(sets, 0, wanted.effective());
        set(sets, 4, wanted.permitted());
        set(sets, 8, wanted.inheritable());
        int result = call.result((int) Native.call(call, CAPSET, header(call).address(), sets.address()));
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
