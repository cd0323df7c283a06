package nib.http;

import java.util.Locale;
import nib.spi.About;
import nib.spi.Default;

/** What becomes of what a client says about itself. */
@About("Tells servers of HTTP/1.1 who the client is: X-Forwarded-For and X-Forwarded-Proto in every request.")
record ForwardedSettings(
        @About("An X-Forwarded-For that is there already: append our client to it, replace it, or keep it alone.")
        @Default("append")
        Existing existing) {

    /** What becomes of an X-Forwarded-For that the client sent. */
    enum Existing {
        /** Our client is added at the end: what stands before it is what the client says. */
        APPEND,
        /** Only our client is named. */
        REPLACE,
        /** It stays as it is, and nothing is added. For clients that are trusted. */
        KEEP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
