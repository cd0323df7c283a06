package nib.linux;

/**
 * Two descriptors that were opened together.
 *
 * @param first of a pipe, the end to read from
 * @param second of a pipe, the end to write to
 */
public record Pair(int first, int second) {}
