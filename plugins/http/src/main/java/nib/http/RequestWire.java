package nib.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import nib.spi.Wire;
import nib.spi.WrappedWire;

/** The wire to a client whose requests are edited on their way. */
final class RequestWire extends WrappedWire {
    private static final int PIECE = 16 * 1024;

    /** What an answer begins with that switches to another protocol, RFC 9110 section 15.2.2. */
    private static final byte[] SWITCHES = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);

    private final Requests requests;
    private final byte[] in = new byte[PIECE];
    private final Object verdict = new Object();
    private int from;
    private int to;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int matched;
    private boolean closed;

    RequestWire(Wire wire, Requests requests) {
        super(wire);
        this.requests = requests;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!ready.hasRemaining()) {
            if (from == to && !fill()) {
                return -1;
            }
            awaitVerdict();
            ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
            try {
                from += requests.take(in, from, to, out);
            } catch (Malformed e) {
                refuse(e);
                return -1;
            }
            ready = ByteBuffer.wrap(out.toByteArray());
        }
        int some = Math.min(ready.remaining(), into.remaining());
        into.put(into.position(), ready, ready.position(), some).position(into.position() + some);
        ready.position(ready.position() + some);
        return some;
    }

    private boolean fill() throws IOException {
        int length = inner.read(ByteBuffer.wrap(in));
        from = 0;
        to = Math.max(0, length);
        return length >= 0;
    }

    /** Until the server has said whether it switches to another protocol. */
    private void awaitVerdict() throws IOException {
        synchronized (verdict) {
            while (requests.isHeld()) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                try {
                    verdict.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new ClosedChannelException();
                }
            }
        }
    }

    /** Says why, if nobody else can be saying something; either way nothing more is read. */
    private void refuse(Malformed why) throws IOException {
        if (requests.isUntouched()) {
            String answer = "HTTP/1.1 " + why.status() + " " + why.getMessage()
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            inner.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            inner.finish();
        } else {
            throw why;
        }
    }

    @Override
    public void write(ByteBuffer back) throws IOException {
        if (requests.isHeld()) {
            judge(back.duplicate());
        }
        inner.write(back);
    }

    /** Compares the first answer, however it is cut, with one that switches. */
    private void judge(ByteBuffer answer) {
        for (; answer.hasRemaining() && matched < SWITCHES.length; matched++) {
            if (answer.get() != SWITCHES[matched]) {
                decide(false);
                return;
            }
        }
        if (matched == SWITCHES.length) {
            decide(true);
        }
    }

    private void decide(boolean switches) {
        synchronized (verdict) {
            requests.answered(switches);
            verdict.notifyAll();
        }
    }

    private void end() {
        synchronized (verdict) {
            closed = true;
            verdict.notifyAll();
        }
    }

    /** A server that ends without an answer does not switch. */
    @Override
    public void finish() throws IOException {
        if (requests.isHeld()) {
            decide(false);
        }
        inner.finish();
    }

    @Override
    public void reset() {
        end();
        inner.reset();
    }

    @Override
    public void close() {
        end();
        inner.close();
    }
}
