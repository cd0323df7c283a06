package nib.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import nib.api.Address;
import nib.api.Ip;

/**
 * A socket address in memory that calls read and write, to be used again and again: IPv4 (ip(7)), IPv6 (ipv6(7)) or Unix
 * (unix(7)). An IP address is two longs as in {@link Ip}, IPv4 mapped, whatever family the socket has. Belongs to one
 * thread at a time.
 */
public final class SocketAddress {
    private static final int ROOM = 128;
    private static final int LONGEST_PATH = 108;

    /** The address, and behind it its length as the kernel wants it. */
    final MemorySegment memory;

    /** No address yet; the memory lives as long as the arena. */
    public SocketAddress(Arena arena) {
        memory = arena.allocate(ROOM + 8, 8);
        clear();
    }

    /** An address for a socket of the family that is natural to it: IPv4 for an IPv4 address. */
    public static SocketAddress of(Arena arena, Address address) {
        SocketAddress made = new SocketAddress(arena);
        made.set(address);
        return made;
    }

    /** No address. */
    public void clear() {
        memory.set(JAVA_SHORT, 0, (short) 0);
        length(2);
    }

    /**
     * Takes an address in the family that is natural to it.
     *
     * @throws IllegalArgumentException if it is a name that is still to be resolved
     */
    public void set(Address address) {
        switch (address) {
            case Address.Inet inet -> {
                int family = inet.ip().isIpv4() ? Sockets.AF_INET : Sockets.AF_INET6;
                set(family, inet.ip().high(), inet.ip().low(), inet.port());
            }
            case Address.Unix unix -> path(unix.path());
            case Address.Name name -> throw new IllegalArgumentException("not resolved: " + name);
        }
    }

    /**
     * Takes an IP address for a socket of a family. IPv4 for a socket of IPv6 becomes a mapped address.
     *
     * @throws IllegalArgumentException if the family is AF_INET and the address is not IPv4, or it is another family
     */
    public void set(int family, long high, long low, int port) {
        length(Sockaddr.write(memory, 0, family, high, low, port));
    }

    /** The interface that a link-local IPv6 address is on; set after the address. */
    public void scope(int interfaceIndex) {
        Sockaddr.scope(memory, 0, interfaceIndex);
    }

    private void path(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        boolean named = bytes.length > 0 && bytes[0] != '@';
        memory.set(JAVA_SHORT, 0, (short) Sockets.AF_UNIX);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 2, bytes.length);
        if (!named && bytes.length > 0) {
            memory.set(JAVA_BYTE, 2, (byte) 0); // the abstract name space begins with a zero
        }
        memory.set(JAVA_BYTE, 2 + bytes.length, (byte) 0);
        length(2 + bytes.length + (named ? 1 : 0));
    }

    /** AF_INET, AF_INET6, AF_UNIX, or 0 for no address. */
    public int family() {
        return Sockaddr.family(memory, 0);
    }

    /** 0 to 65535; 0 for what has none. */
    public int port() {
        return Sockaddr.port(memory, 0);
    }

    /** The first half of the IP address, as in {@link Ip}; 0 for what is none. */
    public long high() {
        return Sockaddr.high(memory, 0);
    }

    /** The second half of the IP address, as in {@link Ip}; 0 for what is none. */
    public long low() {
        return Sockaddr.low(memory, 0);
    }

    /** The interface of a link-local IPv6 address, or 0. */
    public int scope() {
        return Sockaddr.scope(memory, 0);
    }

    /** Copies another. */
    public void set(SocketAddress other) {
        MemorySegment.copy(other.memory, 0, memory, 0, memory.byteSize());
    }

    /**
     * As a value. A Unix name that is no text is shown with question marks; no address is the unnamed Unix one. The scope
     * is lost.
     */
    public Address address() {
        return Sockaddr.isInet(memory, 0)
                ? new Address.Inet(new Ip(high(), low()), port())
                : new Address.Unix(printable());
    }

    private String printable() {
        byte[] bytes = Sockaddr.path(memory, 0, Math.min(length(), 2 + LONGEST_PATH));
        if (bytes.length == 0 || family() != Sockets.AF_UNIX) {
            return "";
        }
        if (bytes[0] == 0) {
            bytes[0] = '@';
            return text(bytes, bytes.length);
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return text(bytes, end);
    }

    private static String text(byte[] bytes, int length) {
        int fits = Math.min(length, LONGEST_PATH - 1);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, fits))
                    .toString();
            if (text.indexOf(0) < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // some other bytes, which a name may be made of
        }
        StringBuilder ascii = new StringBuilder(fits);
        for (int i = 0; i < fits; i++) {
            ascii.append(bytes[i] > ' ' && bytes[i] < 127 ? (char) bytes[i] : '?');
        }
        return ascii.toString();
    }

    /** How many bytes of it count. */
    int length() {
        return memory.get(JAVA_INT, ROOM);
    }

    void length(int length) {
        memory.set(JAVA_INT, ROOM, length);
    }

    /** Where the kernel reads how much room there is, and writes how long the address is. */
    long lengthAddress() {
        return memory.address() + ROOM;
    }

    /** Gets ready for a call that writes an address. */
    void expect() {
        memory.set(JAVA_SHORT, 0, (short) 0); // what stays if the kernel writes none
        length(ROOM);
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
