package nib.unix;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import nib.api.Credentials;

/**
 * Who is at the other end, by SO_PEERCRED. The JDK tells users and groups as principals, which have names and compare by
 * number, and it tells no process. So the number is guessed from the principal, and believed only if the principal of
 * that number is equal to it.
 */
final class Peers {
    private static final int MOST = 1024;
    private static final Map<UserPrincipal, Long> NUMBERS = new ConcurrentHashMap<>();

    private Peers() {}

    /** Empty where the system does not tell. */
    static Optional<Credentials> of(SocketChannel channel) {
        try {
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return peer == null
                    ? Optional.empty()
                    : Optional.of(new Credentials(number(peer.user(), false), number(peer.group(), true), -1));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static long number(UserPrincipal principal, boolean group) {
        Long known = NUMBERS.get(principal);
        if (known != null) {
            return known;
        }
        long found = guess(principal, group);
        if (NUMBERS.size() < MOST) {
            NUMBERS.put(principal, found);
        }
        return found;
    }

    private static long guess(UserPrincipal principal, boolean group) {
        int guess = principal.hashCode();
        UserPrincipalLookupService all = FileSystems.getDefault().getUserPrincipalLookupService();
        String number = Integer.toString(guess);
        try {
            UserPrincipal same = group ? all.lookupPrincipalByGroupName(number) : all.lookupPrincipalByName(number);
            return same.equals(principal) ? Integer.toUnsignedLong(guess) : -1;
        } catch (IOException e) {
            return -1;
        }
    }
}
