package example.nearest;

import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;

/** What may be set. Components named {@code likeThis} are called {@code like-this} in the configuration. */
record NearestSettings(
        @About("Bits at the end of an address that are not compared.")
        @Default("0")
        @Range(min = "0", max = "128")
        int ignore) {}
