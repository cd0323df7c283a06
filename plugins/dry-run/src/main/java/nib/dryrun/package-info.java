/** Guards on trial. */
package nib.dryrun;
