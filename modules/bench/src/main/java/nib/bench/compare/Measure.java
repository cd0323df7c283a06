package nib.bench.compare;

/**
 * One figure of a sample.
 *
 * @param unit what it is counted in
 * @param cost whether less is better
 */
record Measure(String name, String unit, boolean cost) {
    static Measure cost(String name, String unit) {
        return new Measure(name, unit, true);
    }

    static Measure gain(String name, String unit) {
        return new Measure(name, unit, false);
    }

    @Override
    public String toString() {
        return name + ", " + unit;
    }
}
