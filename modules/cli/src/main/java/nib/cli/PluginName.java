package nib.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nib.api.Printable;
import org.jspecify.annotations.Nullable;

/**
 * What a new plugin is called.
 *
 * @param word in a configuration, and its folder and artifact
 * @param pack its package and module
 */
record PluginName(String word, String pack) {
    /** The oldest Java that plugins can be built with. */
    static final int JAVA = 21;

    private static final int LONGEST = 40;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

    /** Words of the language (JLS 3.9), which no part of a package's name can be. */
    private static final Set<String> RESERVED = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum"
                            + " extends false final finally float for goto if implements import instanceof int interface"
                            + " long native new null package private protected public return short static strictfp super"
                            + " switch synchronized this throw throws transient true try void volatile while")
                    .split(" ", -1));

    /** Finds a name good, or says what would be right. */
    static PluginName of(String word, @Nullable String pack) throws Refusal {
        if (!WORD.matcher(word).matches() || word.length() > LONGEST) {
            throw new Refusal(
                    Exit.USAGE,
                    Printable.of(word, 80) + " cannot be the name of a plugin: lower case letters, digits and hyphens,"
                            + " such as my-policy, at most " + LONGEST);
        }
        String own = pack == null ? "example." + word.replace("-", "") : pack;
        if (!PACKAGE.matcher(own).matches()) {
            throw new Refusal(
                    Exit.USAGE,
                    Printable.of(own, 80) + " cannot be the name of a package: lower case words joined by dots, such as"
                            + " com.example." + word.replace("-", ""));
        }
        for (String part : own.split("\\.", -1)) {
            if (RESERVED.contains(part)) {
                throw new Refusal(
                        Exit.USAGE,
                        own + " cannot be the name of a package: " + part + " is a word of Java; choose another, or"
                                + " name one by --package");
            }
        }
        if (own.equals("nib") || own.startsWith("nib.")) {
            throw new Refusal(
                    Exit.USAGE, own + " cannot be the name of a package: those that begin with nib are Nib's");
        }
        return new PluginName(word, own);
    }

    /** How its classes' names begin: {@code my-policy} is {@code MyPolicy}. */
    String type() {
        return Arrays.stream(word.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }
}
