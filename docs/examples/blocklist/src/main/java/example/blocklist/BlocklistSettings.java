package example.blocklist;

import java.nio.file.Path;
import nib.spi.About;
import nib.spi.Shorthand;

/** What may be set. */
record BlocklistSettings(
        @About("A JSON file with a list of addresses and blocks of them.") @Shorthand
        Path file) {}
