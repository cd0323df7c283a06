package nib.bench.compare;

/**
 * One figure of a sample.
 *
 * @param unit what it is counted in
 */
record Measure(String name, String unit, Kind kind) {
    /** What a figure is good for. */
    enum Kind {
        /** Less is better. */
        COST,
        /** More is better; not compared on paper, where the costs say the same. */
        GAIN,
        /** To be read beside the others: too rare or too noisy to be compared. */
        ASIDE
    }

    static Measure cost(String name, String unit) {
        return new Measure(name, unit, Kind.COST);
    }

    static Measure gain(String name, String unit) {
        return new Measure(name, unit, Kind.GAIN);
    }

    static Measure aside(String name, String unit) {
        return new Measure(name, unit, Kind.ASIDE);
    }

    boolean isCost() {
        return kind == Kind.COST;
    }

    @Override
    public String toString() {
        return name + ", " + unit;
    }
}
