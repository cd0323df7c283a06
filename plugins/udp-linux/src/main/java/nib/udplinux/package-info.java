/**
 * UDP on Linux by recvmmsg(2) and sendmmsg(2). {@link nib.udplinux.MmsgEngine} has the workers; a {@link
 * nib.udplinux.Port} is a listener, with a {@link nib.udplinux.Door} at each worker, among which the kernel spreads the
 * clients (SO_REUSEPORT).
 */
package nib.udplinux;
