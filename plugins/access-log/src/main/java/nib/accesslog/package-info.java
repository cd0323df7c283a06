/** One line for each connection, as text or JSON. */
package nib.accesslog;
