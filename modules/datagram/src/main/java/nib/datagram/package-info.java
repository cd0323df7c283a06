/**
 * What engines of datagrams have in common. A {@link nib.datagram.Table} belongs to one loop and one listener. The loop
 * receives, asks the table whose a datagram is, and sends what the table tells it to through its own {@link
 * nib.datagram.Line lines}; nothing here knows what a socket is, so that it is tested without one.
 */
package nib.datagram;
