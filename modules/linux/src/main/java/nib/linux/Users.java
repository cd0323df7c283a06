package nib.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

    private static final MemorySegment USER = Native.function("getpwnam_r");
    private static final MemorySegment GROUP = Native.function("getgrnam_r");
    private static final MemorySegment GROUPS = Native.function("getgrouplist");
    private static final MemorySegment EFFECTIVE = Native.function("geteuid");

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
            int result = (int) Native.call(
                    new Call(arena),
                    GROUPS,
                    arena.allocateFrom(user.name()).address(),
                    user.gid(),
                    list.address(),
                    count.address());
            int found = Math.min(MOST_GROUPS, count.get(JAVA_INT, 0));
            return result < 0
                    ? new int[] {user.gid()}
                    : list.asSlice(0, 4L * found).toArray(JAVA_INT);
        }
    }

    /** The effective user of this process, geteuid(2). */
    public static int effective() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Native.call(new Call(arena), EFFECTIVE, 0);
        }
    }

    private static boolean look(Arena arena, MemorySegment function, String call, String name, MemorySegment entry)
            throws LinuxException {
        MemorySegment result = arena.allocate(ADDRESS);
        int error = (int) Native.call(
                new Call(arena),
                function,
                arena.allocateFrom(name).address(),
                entry.address(),
                arena.allocate(TEXT).address(),
                TEXT,
                result.address());
        boolean found = result.get(ADDRESS, 0).address() != 0;
        // getpwnam(3): several numbers only say that there is no such name
        boolean absent = error == Errno.ENOENT || error == Errno.ESRCH || error == Errno.EBADF || error == Errno.EPERM;
        if (!found && error != 0 && !absent) {
            throw new LinuxException(call + " " + name, error);
        }
        return found;
    }
}
