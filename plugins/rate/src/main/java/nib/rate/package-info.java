/** Limits on how often clients come. */
package nib.rate;
