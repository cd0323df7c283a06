/** What everyone may hold, and what a plugin implements. */
package nib.api;
