package nib.linux;

import java.util.HashMap;
import java.util.Map;

/** The error numbers that calls of this module come back with, errno(3); the same on x86-64 and on aarch64. */
public final class Errno {
    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** No such process. */
    public static final int ESRCH = 3;

    /** Interrupted by a signal. */
    public static final int EINTR = 4;

    /** Input or output error. */
    public static final int EIO = 5;

    /** No such device or address. */
    public static final int ENXIO = 6;

    /** Argument list too long. */
    public static final int E2BIG = 7;

    /** Bad descriptor. */
    public static final int EBADF = 9;

    /** Would block. */
    public static final int EAGAIN = 11;

    /** Out of memory. */
    public static final int ENOMEM = 12;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Bad memory address. */
    public static final int EFAULT = 14;

    /** Device or resource busy. */
    public static final int EBUSY = 16;

    /** Exists already. */
    public static final int EEXIST = 17;

    /** No such device. */
    public static final int ENODEV = 19;

    /** Not a directory. */
    public static final int ENOTDIR = 20;

    /** Is a directory. */
    public static final int EISDIR = 21;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** The whole machine has too many open files. */
    public static final int ENFILE = 23;

    /** This process has too many open files. */
    public static final int EMFILE = 24;

    /** No space left. */
    public static final int ENOSPC = 28;

    /** Illegal seek. */
    public static final int ESPIPE = 29;

    /** Read-only file system. */
    public static final int EROFS = 30;

    /** Broken pipe. */
    public static final int EPIPE = 32;

    /** Name too long. */
    public static final int ENAMETOOLONG = 36;

    /** The kernel does not know this call. */
    public static final int ENOSYS = 38;

    /** Too many symbolic links. */
    public static final int ELOOP = 40;

    /** Protocol error. */
    public static final int EPROTO = 71;

    /** Not a socket. */
    public static final int ENOTSOCK = 88;

    /** Destination address required. */
    public static final int EDESTADDRREQ = 89;

    /** Message too long. */
    public static final int EMSGSIZE = 90;

    /** Wrong kind of socket for this protocol. */
    public static final int EPROTOTYPE = 91;

    /** The protocol has no such option. */
    public static final int ENOPROTOOPT = 92;

    /** Protocol not supported. */
    public static final int EPROTONOSUPPORT = 93;

    /** Kind of socket not supported. */
    public static final int ESOCKTNOSUPPORT = 94;

    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;

    /** Address family not supported. */
    public static final int EAFNOSUPPORT = 97;

    /** Address already in use. */
    public static final int EADDRINUSE = 98;

    /** Cannot assign this address. */
    public static final int EADDRNOTAVAIL = 99;

    /** Network is down. */
    public static final int ENETDOWN = 100;

    /** Network unreachable. */
    public static final int ENETUNREACH = 101;

    /** Connection aborted. */
    public static final int ECONNABORTED = 103;

    /** Connection reset by the peer. */
    public static final int ECONNRESET = 104;

    /** No buffer space. */
    public static final int ENOBUFS = 105;

    /** Already connected. */
    public static final int EISCONN = 106;

    /** Not connected. */
    public static final int ENOTCONN = 107;

    /** Connection timed out. */
    public static final int ETIMEDOUT = 110;

    /** Connection refused. */
    public static final int ECONNREFUSED = 111;

    /** Host is down. */
    public static final int EHOSTDOWN = 112;

    /** No route to the host. */
    public static final int EHOSTUNREACH = 113;

    /** Already in progress. */
    public static final int EALREADY = 114;

    /** In progress. */
    public static final int EINPROGRESS = 115;

    private static final Map<Integer, String> WORDS = words();

    private Errno() {}

    /** Name and words of an error number above zero, such as {@code EADDRINUSE (address already in use)}. */
    public static String describe(int errno) {
        return WORDS.getOrDefault(errno, "error " + errno);
    }

    private static Map<Integer, String> words() {
        Map<Integer, String> words = new HashMap<>();
        words.put(EPERM, "EPERM (operation not permitted)");
        words.put(ENOENT, "ENOENT (no such file or directory)");
        words.put(ESRCH, "ESRCH (no such process)");
        words.put(EINTR, "EINTR (interrupted by a signal)");
        words.put(EIO, "EIO (input or output error)");
        words.put(ENXIO, "ENXIO (no such device or address)");
        words.put(E2BIG, "E2BIG (argument list too long)");
        words.put(EBADF, "EBADF (bad descriptor)");
        words.put(EAGAIN, "EAGAIN (would block)");
        words.put(ENOMEM, "ENOMEM (out of memory)");
        words.put(EACCES, "EACCES (permission denied)");
        words.put(EFAULT, "EFAULT (bad memory address)");
        words.put(EBUSY, "EBUSY (device or resource busy)");
        words.put(EEXIST, "EEXIST (exists already)");
        words.put(ENODEV, "ENODEV (no such device)");
        words.put(ENOTDIR, "ENOTDIR (not a directory)");
        words.put(EISDIR, "EISDIR (is a directory)");
        words.put(EINVAL, "EINVAL (invalid argument)");
        words.put(ENFILE, "ENFILE (the whole machine has too many open files)");
        words.put(EMFILE, "EMFILE (this process has too many open files)");
        words.put(ENOSPC, "ENOSPC (no space left)");
        words.put(ESPIPE, "ESPIPE (illegal seek)");
        words.put(EROFS, "EROFS (read-only file system)");
        words.put(EPIPE, "EPIPE (broken pipe)");
        words.put(ENAMETOOLONG, "ENAMETOOLONG (name too long)");
        words.put(ENOSYS, "ENOSYS (the kernel does not know this call)");
        words.put(ELOOP, "ELOOP (too many symbolic links)");
        words.put(EPROTO, "EPROTO (protocol error)");
        words.put(ENOTSOCK, "ENOTSOCK (not a socket)");
        words.put(EDESTADDRREQ, "EDESTADDRREQ (destination address required)");
        words.put(EMSGSIZE, "EMSGSIZE (message too long)");
        words.put(EPROTOTYPE, "EPROTOTYPE (wrong kind of socket for this protocol)");
        words.put(ENOPROTOOPT, "ENOPROTOOPT (the protocol has no such option)");
        words.put(EPROTONOSUPPORT, "EPROTONOSUPPORT (protocol not supported)");
        words.put(ESOCKTNOSUPPORT, "ESOCKTNOSUPPORT (kind of socket not supported)");
        words.put(EOPNOTSUPP, "EOPNOTSUPP (operation not supported)");
        words.put(EAFNOSUPPORT, "EAFNOSUPPORT (address family not supported)");
        words.put(EADDRINUSE, "EADDRINUSE (address already in use)");
        words.put(EADDRNOTAVAIL, "EADDRNOTAVAIL (cannot assign this address)");
        words.put(ENETDOWN, "ENETDOWN (network is down)");
        words.put(ENETUNREACH, "ENETUNREACH (network unreachable)");
        words.put(ECONNABORTED, "ECONNABORTED (connection aborted)");
        words.put(ECONNRESET, "ECONNRESET (connection reset by the peer)");
        words.put(ENOBUFS, "ENOBUFS (no buffer space)");
        words.put(EISCONN, "EISCONN (already connected)");
        words.put(ENOTCONN, "ENOTCONN (not connected)");
        words.put(ETIMEDOUT, "ETIMEDOUT (connection timed out)");
        words.put(ECONNREFUSED, "ECONNREFUSED (connection refused)");
        words.put(EHOSTDOWN, "EHOSTDOWN (host is down)");
        words.put(EHOSTUNREACH, "EHOSTUNREACH (no route to the host)");
        words.put(EALREADY, "EALREADY (already in progress)");
        words.put(EINPROGRESS, "EINPROGRESS (in progress)");
        return Map.copyOf(words);
    }
}
