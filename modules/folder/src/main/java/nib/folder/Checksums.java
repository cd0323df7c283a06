package nib.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which jars may be loaded: a list of SHA-256 sums as {@code sha256sum} (GNU coreutils) writes and checks it. */
final class Checksums {
    /** A sum, a space, a space or the asterisk of binary mode, a path. */
    private static final Pattern LINE = Pattern.compile("(\\p{XDigit}{64}) [ *](?:\\./)?(.+)");

    private final String name;
    private final @Nullable Map<String, String> sums;
    private final Path root;

    private Checksums(String name, @Nullable Map<String, String> sums, Path root) {
        this.name = name;
        this.sums = sums;
        this.root = root;
    }

    /** Every jar may be loaded. */
    static Checksums none() {
        return new Checksums("", null, Path.of(""));
    }

    static Checksums read(Path file) throws Unfit {
        Ownership.check(file);
        Map<String, String> sums = new HashMap<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int number = 1; number <= lines.size(); number++) {
                Matcher line = LINE.matcher(lines.get(number - 1));
                if (line.matches()) {
                    sums.put(line.group(2), line.group(1).toLowerCase(Locale.ROOT));
                } else if (!lines.get(number - 1).isBlank()) {
                    throw new Unfit(file + ":" + number + ": expected a line of sha256sum, such as 64 hexadecimal"
                            + " digits, two spaces and least-load.jar");
                }
            }
        } catch (IOException e) {
            throw Unfit.because("the list " + file + " cannot be read", e);
        }
        return new Checksums(file.toString(), sums, Path.of(""));
    }

    /** The same list, with paths below that folder. */
    Checksums below(Path folder) {
        return new Checksums(name, sums, folder);
    }

    /** Looks a jar up by what was read of it. */
    void check(Path jar, byte[] bytes) throws Unfit {
        if (sums == null) {
            return;
        }
        Path below = root.relativize(jar);
        String sum = sums.get(below.toString());
        if (sum == null) {
            throw new Unfit(below + " is not in the list " + name);
        }
        String found = hex(sha256().digest(bytes));
        if (!sum.equals(found)) {
            throw new Unfit("the SHA-256 of " + below + " is " + found + ", and the list " + name + " says " + sum);
        }
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
