/** YAML text to a tree with positions to typed settings. */
package nib.config;
