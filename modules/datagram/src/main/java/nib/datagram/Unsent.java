package nib.datagram;

import java.nio.ByteBuffer;

/** Datagrams of a session that a line took for later, and did not send before it learned that nobody listens there. */
public interface Unsent {
    /** There are none. */
    Unsent NOTHING = new Unsent() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public ByteBuffer take() {
            throw new IllegalStateException("there are none");
        }
    };

    /** Whether there are no more. */
    boolean isEmpty();

    /** The next, in the order in which they came. */
    ByteBuffer take();
}
