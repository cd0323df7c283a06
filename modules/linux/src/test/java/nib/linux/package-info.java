/** Everything on real descriptors. */
package nib.linux;
