package nib.bench.compare;

import java.util.Arrays;

/**
 * Some numbers by their quartiles, which fall between two of them where they must (method 7 of Hyndman and Fan, Sample
 * Quantiles in Statistical Packages, The American Statistician 50, 1996).
 */
record Spread(double min, double lower, double median, double upper, double max, int count) {
    /** @throws IllegalArgumentException if there are none */
    static Spread of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("no numbers");
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return new Spread(
                sorted[0],
                at(sorted, 0.25),
                at(sorted, 0.5),
                at(sorted, 0.75),
                sorted[sorted.length - 1],
                sorted.length);
    }

    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
