/** The engine {@code epoll}: streams of TCP and of Unix sockets, moved by one loop a core without a hand-off. */
package nib.epoll;
