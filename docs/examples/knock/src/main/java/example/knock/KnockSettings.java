package example.knock;

import nib.spi.About;
import nib.spi.Shorthand;

/** What may be set. */
record KnockSettings(
        @About("The line that a client must say first.") @Shorthand
        String secret) {}
