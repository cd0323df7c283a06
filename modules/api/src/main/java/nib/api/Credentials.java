package nib.api;

/**
 * Who is at the other end of a Unix socket: what the operating system noted when it connected ({@code SO_PEERCRED} of
 * unix(7)), not what it says of itself.
 *
 * @param uid the number of the user
 * @param gid the number of the group
 * @param pid the number of the process, which may be gone by now; -1 where the platform does not tell
 */
public record Credentials(int uid, int gid, int pid) {}
