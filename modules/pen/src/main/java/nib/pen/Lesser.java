package nib.pen;

import java.lang.foreign.Arena;
import nib.linux.Call;
import nib.linux.Linux;
import nib.linux.LinuxException;
import nib.linux.Privileges;
import nib.linux.Users;
import org.jspecify.annotations.Nullable;

/**
 * Gives up what a command needed only to begin: another root folder (chroot(2)), another user with its groups. For Linux.
 *
 * @param folder null to stay
 * @param user a name; null to stay
 */
record Lesser(@Nullable String folder, @Nullable String user) {
    private static final int LOW = 1024;

    /** Whether another port of clients may need what only root may. */
    static boolean needsLowPorts(Farm farm) throws Failure {
        return farm.port() > 0 && farm.port() < LOW;
    }

    /**
     * Becomes that. All threads of the process change; call from a thread of the system.
     *
     * @param low the calling thread, and no other that runs already, may still bind ports below 1024
     */
    void become(boolean low) throws Failure {
        if (folder == null && user == null) {
            return;
        }
        if (Linux.missing().isPresent()) {
            throw new Failure(
                    "another user or root folder needs " + Linux.missing().get());
        }
        try (Arena arena = Arena.ofConfined()) {
            Call call = new Call(arena);
            Users.User who = who();
            int[] groups = who == null ? new int[0] : Users.groups(who);
            if (folder != null) {
                Privileges.chroot(call, folder);
            }
            if (who != null) {
                boolean keeps = low && who.uid() != 0;
                if (keeps) {
                    Privileges.keepCapabilities(call);
                }
                Privileges.setgroups(call, groups);
                Privileges.setgid(call, who.gid());
                Privileges.setuid(call, who.uid());
                if (keeps) {
                    long bind = Privileges.CAP_NET_BIND_SERVICE;
                    Privileges.capabilities(call, new Privileges.Capabilities(bind, bind, 0));
                }
            }
        } catch (LinuxException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** Looked up before the root folder changes, where the names are kept. */
    private Users.@Nullable User who() throws Failure, LinuxException {
        return user == null
                ? null
                : Users.user(user).orElseThrow(() -> new Failure("Can't getpwnam(" + Text.visible(user) + ")"));
    }
}
