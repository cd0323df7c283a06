package nib.bench.compare;

/** What the cost of a work is counted by. */
enum Unit {
    REQUEST("request", "µs", 1e6),
    CONNECTION("connection", "µs", 1e6),
    QUERY("query", "µs", 1e6),
    GIGABYTE("GB", "ms", 1e3);

    private final String word;
    private final String time;
    private final double perSecond;

    Unit(String word, String time, double perSecond) {
        this.word = word;
        this.time = time;
        this.perSecond = perSecond;
    }

    /** Processor time of everybody: client, candidate, server, system. */
    Measure machine() {
        return Measure.cost("machine CPU", time + "/" + word);
    }

    /** Processor time of the candidate alone; flatters whoever makes others work. */
    Measure own() {
        return Measure.cost("own CPU", time + "/" + word);
    }

    Measure throughput() {
        return Measure.gain("throughput", word + "s/s");
    }

    /** A time in what this unit counts in. */
    double scale(double seconds) {
        return seconds * perSecond;
    }
}
