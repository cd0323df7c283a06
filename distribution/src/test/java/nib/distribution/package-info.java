/** Looks at what is shipped, the documentation included. */
@NullMarked
package nib.distribution;

import org.jspecify.annotations.NullMarked;
