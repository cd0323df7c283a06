package nib.bench.compare;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param works names; empty for all
 * @param candidates names; empty for all
 * @param seconds of load for each sample
 * @param warm seconds of load before the first sample
 * @param rate requests a second of the work with a fixed rate
 * @param syscalls whether system calls are counted as well
 * @param list only say what there is
 */
record Order(
        List<String> works,
        List<String> candidates,
        int pairs,
        double seconds,
        double warm,
        int rate,
        boolean syscalls,
        boolean list,
        boolean help,
        Path image,
        Path out) {
    static final String HELP = """
            Measures Nib beside its peers on this machine. Let it be quiet: nothing else should run.

            Usage: ./nib-bench compare [--pairs N] [--work NAME,...] [--candidates NAME,...] [...]

              --pairs N            rounds, each a sample of every candidate; 7. Take 15 before a difference below a
                                   tenth means anything
              --work NAME,...      what is done; everything by default
              --candidates A,B     who does it; everybody by default
              --seconds S          load for a sample; 3
              --warm S             load before the first sample; 3
              --rate N             requests a second of the work 'rate'; 2000
              --syscalls           count system calls too, with strace
              --image FOLDER       the image of Nib; distribution/target/nib
              --out FOLDER         for compare.json and compare.svg; target/compare
              --list               say which works and candidates there are, and what is missing here
              --help               this
            """;

    /** @throws IllegalArgumentException in words for whoever wrote it */
    static Order parse(String... words) {
        Draft draft = new Draft();
        Iterator<String> rest = Arrays.asList(words).iterator();
        while (rest.hasNext()) {
            draft.take(rest.next(), rest);
        }
        return draft.order();
    }

    /** Whether a name was asked for, or nothing in particular. */
    static boolean wanted(List<String> names, String name) {
        return names.isEmpty() || names.contains(name);
    }

    /** What is read so far. */
    private static final class Draft {
        private List<String> works = List.of();
        private List<String> candidates = List.of();
        private int pairs = 7;
        private double seconds = 3;
        private double warm = 3;
        private int rate = 2000;
        private boolean syscalls;
        private boolean list;
        private boolean help;
        private Path image = Path.of("distribution/target/nib");
        private Path out = Path.of("target/compare");

        void take(String option, Iterator<String> rest) {
            switch (option) {
                case "--work", "--works" -> works = names(option, rest);
                case "--candidates" -> candidates = names(option, rest);
                case "--pairs" -> pairs = (int) number(option, rest, 1);
                case "--seconds" -> seconds = number(option, rest, 1);
                case "--warm" -> warm = number(option, rest, 0);
                case "--rate" -> rate = (int) number(option, rest, 16);
                case "--syscalls" -> syscalls = true;
                case "--list" -> list = true;
                case "--help", "-h" -> help = true;
                case "--image" -> image = Path.of(value(option, rest));
                case "--out" -> out = Path.of(value(option, rest));
                default -> throw new IllegalArgumentException("unknown option " + option + "; --help lists them");
            }
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " wants a value");
            }
            return rest.next();
        }

        private static List<String> names(String option, Iterator<String> rest) {
            return List.of(value(option, rest).split(","));
        }

        private static double number(String option, Iterator<String> rest, int least) {
            String text = value(option, rest);
            try {
                double number = Double.parseDouble(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException(option + " wants a number of at least " + least + ", not " + text);
        }

        Order order() {
            return new Order(works, candidates, pairs, seconds, warm, rate, syscalls, list, help, image, out);
        }
    }
}
