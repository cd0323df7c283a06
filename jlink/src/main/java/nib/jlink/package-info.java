/**
 * Makes a runtime image: reads an {@link nib.jlink.Edition}, resolves its modules among jars, links them with the
 * runtime of the JDK it runs on, adds commands, options and configuration, and trains a cache for a quick start.
 *
 * <p>{@link nib.jlink.ImageMaker} does the whole; {@link nib.jlink.Main} is its command line.
 */
package nib.jlink;
