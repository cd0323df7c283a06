package nib.accesslog;

import java.nio.file.Path;
import nib.api.Event.ConnectionEnded;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** Where to write, and how. */
@About("One line for each connection that has ended.")
record AccessLogSettings(
        @About("The file to append to, made with mode 0640 if it is missing; \"-\" for standard output.")
        @Default("\"-\"")
        @Shorthand
        Path file,

        @About("How lines look: text or json.") @Default("text")
        Form format,

        @About("Lines that may wait to be written; further ones are counted and left out.")
        @Default("8192")
        @Range(min = "16", max = "1000000")
        int queue) {

    /** How lines look. */
    enum Form {
        /** Fields in a fixed order. */
        TEXT,
        /** One object a line. */
        JSON;

        Lines<ConnectionEnded> lines() {
            return this == TEXT ? new TextLines() : new JsonLines();
        }
    }

    /** A relative path begins at some folder by now, so only its last part tells. */
    Outlet.Source source() {
        return file.endsWith("-") ? clock -> new StandardOutput() : clock -> new FileOutlet(file, clock);
    }
}
