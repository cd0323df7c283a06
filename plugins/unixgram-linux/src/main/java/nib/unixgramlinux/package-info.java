/** An engine for Unix datagram sockets over {@link nib.linux}: each datagram is balanced by itself. */
package nib.unixgramlinux;
