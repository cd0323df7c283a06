package nib.bench.compare;

/** What a candidate carries, and a work asks for: only those that agree meet. */
enum Carries {
    STREAMS,
    /** Streams in TLS, which the candidate ends: the server behind it hears plain bytes. */
    TLS,
    DATAGRAMS
}
