package nib.bench.compare;

/** What a candidate carries, and a work asks for: only those that agree meet. */
enum Carries {
    STREAMS,
    DATAGRAMS
}
