package nib.linux;

/**
 * Who is at the other end of a Unix socket, unix(7).
 *
 * @param pid its process
 * @param uid its effective user
 * @param gid its effective group
 */
public record Credentials(int pid, int uid, int gid) {}
