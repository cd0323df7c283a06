/** Datagrams of Unix sockets, over jnr-unixsocket: the JDK has streams alone. */
package nib.unixgram;
