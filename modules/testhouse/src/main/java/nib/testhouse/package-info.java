/**
 * A whole Nib within a test of a plugin: {@link nib.testhouse.TestHouse}. It is apart from the contracts in {@code
 * nib.testkit} because these need nothing but {@code nib.api}, and the kernel's own tests use them.
 */
package nib.testhouse;
