/** Policies: each in a file of its own, beside a few small pieces that they share. */
package nib.policies;
