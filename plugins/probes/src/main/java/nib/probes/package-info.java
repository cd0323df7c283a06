/** Health checks that need nothing but java.base. */
package nib.probes;
