/**
 * Calls of the Linux kernel, named as their man pages name them.
 *
 * <p>A thread that calls owns a {@link nib.linux.Call}, made in an {@link java.lang.foreign.Arena} of its own, and hands
 * it to every function. Functions of the hot path return what the kernel returned, and on failure the error number with
 * a minus sign ({@code -Errno.EAGAIN}); they allocate nothing and never throw for what the kernel says. The others throw
 * {@link nib.linux.LinuxException}.
 *
 * <p>Before anything else, ask {@link nib.linux.Linux#missing()}: classes of this package may not even load elsewhere.
 *
 * <p>Memory given to a call must be off the heap, and stay alive during the call: nobody may close its arena meanwhile.
 */
package nib.linux;
