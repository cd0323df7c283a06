/** Tests. */
@org.jspecify.annotations.NullMarked
package nib.http;
