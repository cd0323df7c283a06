package nib.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Users and groups as the machine knows them, getpwnam(3): files, directory services, whatever is configured. May ask the
 * network, so not while serving. From any thread.
 */
public final class Users {
    /**
     * A user of this machine.
     *
     * @param uid the user's number
     * @param gid the number of the user's main group
     */
    public record User(String name, int uid, int gid) {}

    private static final MethodHandle USER =
            Native.deaf("getpwnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle GROUP =
            Native.deaf("getgrnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle GROUPS =
            Native.deaf("getgrouplist", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle EFFECTIVE = Native.deaf("geteuid", JAVA_INT);

    private static final long TEXT = 1 << 20;
    private static final long UID = 16;
    private static final long GID = 20;
    private static final long GROUP_GID = 16;
    private static final int MOST_GROUPS = 65_536;

    private Users() {}

    /** A user by name, or empty if there is none, getpwnam_r(3). */
    public static Optional<User> user(String name) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(64, 8);
            return look(arena, USER, "getpwnam", name, entry)
                    ? Optional.of(new User(name, entry.get(JAVA_INT, UID), entry.get(JAVA_INT, GID)))
                    : Optional.empty();
        }
    }

    /** The number of a group by name, or empty if there is none, getgrnam_r(3). */
    public static Optional<Integer> group(String name) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entry = arena.allocate(64, 8);
            return look(arena, GROUP, "getgrnam", name, entry)
                    ? Optional.of(entry.get(JAVA_INT, GROUP_GID))
                    : Optional.empty();
        }
    }

    /** The numbers of all groups that a user is in, the main one among them, getgrouplist(3). */
    public static int[] groups(User user) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment list = arena.allocate(4L * MOST_GROUPS, 4);
            MemorySegment count = arena.allocateFrom(JAVA_INT, MOST_GROUPS);
            int result = (int) GROUPS.invokeExact(arena.allocateFrom(user.name()), user.gid(), list, count);
            int found = Math.min(MOST_GROUPS, count.get(JAVA_INT, 0));
            return result < 0
                    ? new int[] {user.gid()}
                    : list.asSlice(0, 4L * found).toArray(JAVA_INT);
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
    }

    /** The effective user of this process, geteuid(2). */
    public static int effective() {
        try {
            return (int) EFFECTIVE.invokeExact();
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
    }

    private static boolean look(Arena arena, MethodHandle function, String call, String name, MemorySegment entry)
            throws LinuxException {
        MemorySegment result = arena.allocate(ADDRESS);
        int error;
        try {
            error = (int) function.invokeExact(arena.allocateFrom(name), entry, arena.allocate(TEXT), TEXT, result);
        } catch (Throwable t) {
            throw Native.thrown(t);
        }
        boolean found = result.get(ADDRESS, 0).address() != 0;
        // getpwnam(3): several numbers only say that there is no such name
        boolean absent = error == Errno.ENOENT || error == Errno.ESRCH || error == Errno.EBADF || error == Errno.EPERM;
        if (!found && error != 0 && !absent) {
            throw new LinuxException(call + " " + name, error);
        }
        return found;
    }
}
