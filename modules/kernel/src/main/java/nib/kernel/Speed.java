package nib.kernel;

import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

/** How many bytes may move in a second. */
@About("How many bytes may move in a second.")
public record Speed(
        @About("Bytes a second from clients to servers; 0 for no limit.")
        @Default("0")
        @Range(min = "0", max = "1000000000000")
        long upload,

        @About("Bytes a second from servers to clients; 0 for no limit.")
        @Default("0")
        @Range(min = "0", max = "1000000000000")
        long download) {
    boolean isAny() {
        return upload == 0 && download == 0;
    }
}
