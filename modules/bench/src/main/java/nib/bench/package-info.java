/** What the decisions cost. */
@NullMarked
package nib.bench;

import org.jspecify.annotations.NullMarked;
