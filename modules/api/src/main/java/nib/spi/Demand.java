package nib.spi;

import java.util.List;

/**
 * Something that a part needs of a machine beside what it does itself: how to see whether it is so, and how to bring it
 * about. Commands are programs of the operating system with their words; nothing of them comes from the network.
 *
 * @param place whose machine
 * @param what what is to be, in a few words that complete "it is so that ..."
 * @param check a command that shows it; empty where it can only be said
 * @param seen a regular expression that is found in what the command prints, if it is so
 * @param remedy commands that bring it about, one after the other; empty where a person must decide
 */
public record Demand(Place place, String what, List<String> check, String seen, List<List<String>> remedy) {
    /** Keeps copies. */
    public Demand {
        check = List.copyOf(check);
        remedy = remedy.stream().map(List::copyOf).toList();
    }

    /** Of this machine. */
    public static Demand here(String what, String check, String seen, String... remedy) {
        return new Demand(Place.HERE, what, words(check), seen, commands(remedy));
    }

    /** Of each server's machine. */
    public static Demand ofServers(String what, String... remedy) {
        return new Demand(Place.SERVERS, what, List.of(), "", commands(remedy));
    }

    private static List<List<String>> commands(String... lines) {
        return List.of(lines).stream().map(Demand::words).toList();
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }

    /** Whose machine. */
    public enum Place {
        /** The one that Nib runs on. */
        HERE,
        /** Each that a server runs on. */
        SERVERS
    }
}
