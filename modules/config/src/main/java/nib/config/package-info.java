/**
 * From text to settings: {@link nib.config.Source} is read into a tree of {@link nib.config.Node}s that know where they
 * stand; a {@link nib.config.Binder} makes records of it, asking {@link nib.config.Parts} for what a word means; every
 * {@link nib.config.Problem} on the way is collected. A {@link nib.config.Printer} goes the way back, and a {@link
 * nib.config.Description} says what may be written. Nothing here knows a plugin or opens a socket.
 */
package nib.config;
