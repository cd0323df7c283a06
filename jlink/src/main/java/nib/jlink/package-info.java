/** A runtime image from an edition. */
package nib.jlink;
