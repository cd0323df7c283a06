package nib.accesslog;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;

/** The standard output of the process; never closed, because it belongs to everybody. */
final class StandardOutput implements Outlet {
    private final PrintStream out = System.out;

    @Override
    public void follow() {}

    @Override
    public void write(ByteBuffer page) throws IOException {
        out.write(page.array(), page.arrayOffset() + page.position(), page.remaining());
        if (out.checkError()) {
            throw new IOException("standard output is closed or full");
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
