/** One contract for each kind of plugin, and what tests need. */
package nib.testkit;
