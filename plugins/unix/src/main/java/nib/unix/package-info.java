/** Unix sockets for sessions, over the channels of the JDK. */
package nib.unix;
