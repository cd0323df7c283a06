package nib.http;

/**
 * Finds the end of a body, byte by byte: a number of bytes, or chunks and trailers, RFC 9112 sections 6 and 7.
 *
 * <pre>
 *   SIZE --digits, LF--> DATA --all--> AFTER --CRLF--> SIZE ... --0--> TRAILER --empty line--> DONE
 * </pre>
 */
final class Body {
    private static final int BAD = 400;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_DIGITS = 15;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        AFTER,
        TRAILER,
        DONE
    }

    private final boolean chunked;
    private State state;
    private long left;
    private int digits;
    private int line;
    private boolean carriage;

    private Body(boolean chunked, long left, State state) {
        this.chunked = chunked;
        this.left = left;
        this.state = state;
    }

    static Body of(Head head) throws Malformed {
        if (head.isChunked()) {
            return new Body(true, 0, State.SIZE);
        }
        long length = head.bodyLength();
        return new Body(false, length, length == 0 ? State.DONE : State.DATA);
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** How many of these bytes belong to the body. */
    int take(byte[] bytes, int from, int to) throws Malformed {
        int at = from;
        while (at < to && state != State.DONE) {
            if (state == State.DATA) {
                int some = (int) Math.min(left, to - at);
                at += some;
                left -= some;
                if (left == 0) {
                    state = chunked ? State.AFTER : State.DONE;
                }
            } else {
                framing(bytes[at++]);
            }
        }
        return at - from;
    }

    private void framing(byte one) throws Malformed {
        if (++line > LONGEST_LINE) {
            throw new Malformed(BAD, "a line of a chunk without an end");
        }
        if (carriage && one != '\n') {
            throw new Malformed(BAD, "a carriage return alone");
        }
        switch (state) {
            case SIZE -> size(one);
            case EXTENSION -> extension(one);
            case AFTER -> after(one);
            case TRAILER -> trailer(one);
            case DATA, DONE -> throw new IllegalStateException();
        }
    }

    private void size(byte one) throws Malformed {
        int digit = Character.digit(one, 16);
        if (digit >= 0 && one > 0 && digits < MOST_DIGITS && !carriage) {
            digits++;
            left = left * 16 + digit;
        } else if (digits > 0 && (one == '\r' || one == '\n')) {
            endOfSize(one);
        } else if (digits > 0 && (one == ';' || one == ' ' || one == '\t')) {
            state = State.EXTENSION;
        } else {
            throw new Malformed(BAD, "no size of a chunk");
        }
    }

    private void extension(byte one) throws Malformed {
        if (one == '\r' || one == '\n') {
            endOfSize(one);
        }
    }

    private void endOfSize(byte one) throws Malformed {
        if (endOfLine(one)) {
            state = left == 0 ? State.TRAILER : State.DATA;
            digits = 0;
        }
    }

    private void after(byte one) throws Malformed {
        if (endOfLine(one)) {
            state = State.SIZE;
        } else if (one != '\r') {
            throw new Malformed(BAD, "a chunk that is longer than it says");
        }
    }

    private void trailer(byte one) throws Malformed {
        boolean empty = line == (carriage ? 2 : 1);
        if (endOfLine(one) && empty) {
            state = State.DONE;
        }
    }

    /** Only CRLF ends a line. */
    private boolean endOfLine(byte one) throws Malformed {
        if (one == '\n' && !carriage) {
            throw new Malformed(BAD, "a line feed alone");
        }
        boolean end = one == '\n';
        carriage = one == '\r';
        if (end) {
            line = 0;
        }
        return end;
    }
}
