package nib.api;

/**
 * Whom the operating system has found at the other end of a Unix socket when it connected. Numbers are 0 to 4294967295;
 * -1 for what is not known.
 *
 * @param uid its effective user
 * @param gid its effective group
 * @param pid its process, which may be gone by now
 */
public record Credentials(long uid, long gid, long pid) {
    /** Short, for logs: {@code uid=33,gid=33,pid=812}; what is not known is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        add(text, "uid", uid);
        add(text, "gid", gid);
        add(text, "pid", pid);
        return text.toString();
    }

    private static void add(StringBuilder text, String name, long value) {
        if (value >= 0) {
            text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(value);
        }
    }
}
