package nib.dsr;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import nib.api.Ip;
import nib.api.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A network device with hardware addresses of Ethernet.
 *
 * @param mtu its largest packet, bytes
 * @param ipv4 an address of ours there, or null
 * @param ipv6 the link-local one, or null
 * @param global an IPv6 address of ours there that others reach too, or null
 */
record Device(
        String name,
        int index,
        long hardware,
        int mtu,
        @Nullable Ip ipv4,
        @Nullable Ip ipv6,
        @Nullable Ip global) {
    /** The device of that name. */
    static Device named(String name) throws IOException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new IOException("there is no network device " + name);
        }
        return of(found);
    }

    /** The device whose network an address belongs to. */
    static Device of(Ip address) throws IOException {
        Optional<NetworkInterface> found = NetworkInterface.networkInterfaces()
                .filter(one -> one.getInterfaceAddresses().stream().anyMatch(own -> contains(own, address)))
                .findFirst();
        if (found.isEmpty()) {
            throw new IOException("no network device has " + address
                    + " in its network; name one: engines: [ dsr: { device: eth0 } ]");
        }
        return of(found.get());
    }

    private static boolean contains(InterfaceAddress own, Ip address) {
        Ip ip = Ip.of(own.getAddress());
        return ip.isIpv4() == address.isIpv4()
                && !own.getAddress().isLoopbackAddress()
                && network(ip, own.getNetworkPrefixLength()).contains(address);
    }

    private static Prefix network(Ip ip, int length) {
        int bits = ip.isIpv4() ? length + 96 : length;
        return new Prefix(Prefix.mask(ip, bits), bits);
    }

    private static Device of(NetworkInterface found) throws IOException {
        byte[] hardware = found.getHardwareAddress();
        if (hardware == null || hardware.length != 6) {
            throw new IOException("the network device " + found.getName() + " is not Ethernet");
        }
        Ip ipv4 = null;
        Ip ipv6 = null;
        Ip global = null;
        for (InterfaceAddress one : found.getInterfaceAddresses()) {
            if (one.getAddress() instanceof Inet4Address && ipv4 == null) {
                ipv4 = Ip.of(one.getAddress());
            } else if (one.getAddress() instanceof Inet6Address six && six.isLinkLocalAddress()) {
                ipv6 = Ip.of(six);
            } else if (one.getAddress() instanceof Inet6Address six) {
                global = Ip.of(six);
            }
        }
        return new Device(found.getName(), found.getIndex(), Hardware.of(hardware), found.getMTU(), ipv4, ipv6, global);
    }
}
