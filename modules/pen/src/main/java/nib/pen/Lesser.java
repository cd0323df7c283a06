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
    /** Becomes that. All threads of the process change; call from a thread of the system. */
    void become() throws Failure {
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
                Privileges.setgroups(call, groups);
                Privileges.setgid(call, who.gid());
                Privileges.setuid(call, who.uid());
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
