/** Plugins that are dropped into a folder: {@link nib.folder.PluginFolder} reads it, {@link nib.folder.DropIn} is one. */
package nib.folder;
