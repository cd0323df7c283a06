package nib.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nib.spi.Complaint;

/** Ways to agree on a key (RFC 8446, section 4.2.7), most wanted first. */
enum Group {
    X25519MLKEM768(0x11ec),
    X25519(0x001d),
    SECP256R1(0x0017),
    SECP384R1(0x0018),
    SECP521R1(0x0019),
    SECP256R1MLKEM768(0x11eb),
    SECP384R1MLKEM1024(0x11ed);

    private static final List<Group> USUAL = List.of(X25519MLKEM768, X25519, SECP256R1, SECP384R1);

    final int number;

    Group(int number) {
        this.number = number;
    }

    /** The numbers of those listed; the usual ones if none is. */
    static int[] numbers(List<String> names) {
        List<Group> groups =
                names.isEmpty() ? USUAL : names.stream().map(Group::named).toList();
        return groups.stream().mapToInt(group -> group.number).toArray();
    }

    private static Group named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String words = Arrays.toString(values()).toLowerCase(Locale.ROOT);
            throw new Complaint("groups", "expected some of " + words + ", found " + name);
        }
    }
}
