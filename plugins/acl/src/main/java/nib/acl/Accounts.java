package nib.acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nib.api.Printable;

/** Numbers of users and groups, by the files of the system (passwd(5), group(5)). */
final class Accounts {
    private Accounts() {}

    static boolean isName(String account) {
        return !account.matches("\\d{1,10}");
    }

    /**
     * The numbers of accounts, which are numbers or names.
     *
     * @throws IOException if the file has no such name
     */
    static Set<Long> numbers(List<String> accounts, Path file) throws IOException {
        Set<Long> numbers = new HashSet<>();
        for (String account : accounts) {
            numbers.add(isName(account) ? find(account, file) : Long.parseLong(account));
        }
        return Set.copyOf(numbers);
    }

    private static long find(String name, Path file) throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(name) && !isName(fields[2])) {
                return Long.parseLong(fields[2]);
            }
        }
        throw new IOException("there is no " + Printable.of(name, 40) + " in " + file);
    }
}
