package nib.pen;

import java.util.ArrayList;
import java.util.List;
import nib.api.Ip;
import nib.api.Prefix;

/** The command {@code acl N}, which fills access lists, and {@code no acl N}, which empties them. */
final class AccessLists {
    private AccessLists() {}

    static void take(Farm farm, boolean on, List<String> rest) throws Failure {
        int number = Text.number("acl", Commands.word("acl", rest), 0, Setting.LAST_LIST);
        if (!on) {
            farm.lists.remove(number);
            return;
        }
        String verb = rest.size() > 1 ? rest.get(1) : "";
        if (!(verb.equals("permit") || verb.equals("deny")) || rest.size() < 3) {
            throw new Failure("expected acl N permit|deny address");
        }
        if (rest.get(2).equals("country")) {
            farm.missing.add("acl " + number + " " + verb + " country: a rule of acl behind geoip and its database");
            return;
        }
        farm.lists
                .computeIfAbsent(number, key -> new ArrayList<>())
                .add(new Farm.Entry(verb.equals("permit"), prefix(rest.subList(2, rest.size()))));
    }

    /** An address, and behind it a mask of dots (IPv4) or in it a length (IPv6), as a prefix. */
    private static String prefix(List<String> words) throws Failure {
        String[] parts = words.getFirst().split("/", 2);
        Ip ip = Ip.parse(Places.numeric(parts[0]));
        if (parts.length == 2) {
            return of(ip, Text.number("the length", parts[1], 0, ip.width()));
        }
        return of(ip, words.size() < 2 ? ip.width() : length(words.get(1)));
    }

    private static int length(String text) throws Failure {
        int mask = (int) Ip.parse(Places.numeric(text)).low();
        int length = Integer.numberOfLeadingZeros(~mask);
        if (mask != (length == 0 ? 0 : -1 << (32 - length))) {
            throw new Failure("a mask must be ones and then zeros, not " + Text.visible(text));
        }
        return length;
    }

    /** Pen compares the address with the client's first bits, so that one with further bits would fit nobody. */
    private static String of(Ip ip, int length) throws Failure {
        Ip base = Prefix.mask(ip, length + 128 - ip.width());
        if (!base.equals(ip)) {
            throw new Failure(ip + " has bits behind its first " + length + "; " + base + " would be right");
        }
        return length == ip.width() ? ip.toString() : ip + "/" + length;
    }
}
