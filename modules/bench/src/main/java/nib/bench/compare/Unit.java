package nib.bench.compare;

/** What the cost of a work is counted by. */
enum Unit {
    REQUEST("request", "requests/s", "µs", 1e6),
    CONNECTION("connection", "connections/s", "µs", 1e6),
    QUERY("query", "queries/s", "µs", 1e6),
    GIGABYTE("GB", "GB/s", "ms", 1e3);

    private final String word;
    private final String pace;
    private final String time;
    private final double perSecond;

    Unit(String word, String pace, String time, double perSecond) {
        this.word = word;
        this.pace = pace;
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
        return Measure.gain("throughput", pace);
    }

    /** A time in what this unit counts in. */
    double scale(double seconds) {
        return seconds * perSecond;
    }
}
