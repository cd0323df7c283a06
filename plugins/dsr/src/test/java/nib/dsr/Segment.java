package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nib.api.Block;
import nib.api.Ip;
import nib.testkit.ManualHost;

/** A bridge on a segment where nobody else is: what it is given, and what it sends. */
final class Segment implements Out {
    static final long OWN = 0x02_00_00_00_00_20L;
    /** Bytes before a frame, as many as are free there at least. */
    private static final long BEFORE = Tunnel.ROOM + 6;

    static final Device DEVICE =
            new Device("eth0", 1, OWN, 1500, Ip.parse("192.0.2.20"), Ip.parse("fe80::20"), Ip.parse("2001:db8:1::20"));

    /** Those of another segment get packets in packets. */
    private static final DsrSettings SETTINGS = new DsrSettings(
            Optional.empty(),
            DsrSettings.Way.AUTO,
            1024,
            1 << 20,
            List.of(Block.parse("198.51.100.0/24"), Block.parse("2001:db8:2::/48")),
            List.of(Ip.parse("192.0.2.254"), Ip.parse("2001:db8:1::fe")),
            List.of(Block.parse("192.0.2.128/25")),
            1000);

    final ManualHost host = new ManualHost();
    final List<String> sent = new ArrayList<>();
    final Bridge bridge;
    private final Arena arena = Arena.ofAuto();

    Segment() {
        bridge = new Bridge(DEVICE, this, host, SETTINGS, arena);
    }

    /** Gives it a frame, behind other bytes, so that nothing depends on where it lies. */
    List<String> give(byte[] frame) {
        MemorySegment memory = arena.allocate(frame.length + 70L, 8);
        MemorySegment.copy(frame, 0, memory, ValueLayout.JAVA_BYTE, BEFORE, frame.length);
        sent.clear();
        bridge.receive(
                memory.asSlice(0, frame.length + BEFORE),
                BEFORE,
                frame.length,
                host.clock().nanos());
        return List.copyOf(sent);
    }

    List<String> give(String hex) {
        return give(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    @Override
    public void join(long hardware) {
        sent.add("join " + Hardware.words(hardware));
    }

    /** A service with its clients. */
    Service service(String address, int protocol, Reception desk) {
        Service service =
                new Service(bridge, Runnable::run, (nib.api.Address.Inet) nib.api.Address.parse(address), protocol);
        service.carry(Reception.terms(address), desk);
        return service;
    }

    /** A server says where it is, when asked. */
    void learn(String ip, long hardware) {
        learn(ip, ip, hardware);
    }

    /** A router says where it is, when asked because of a server. */
    void learn(String server, String router, long hardware) {
        bridge.neighbours.of(
                Ip.parse(server), Ip.parse("192.0.2.80"), host.clock().nanos());
        bridge.neighbours.answered(Ip.parse(router), hardware, host.clock().nanos());
    }

    @Override
    public void send(MemorySegment memory, long at, int length) {
        sent.add(HexFormat.of().formatHex(memory.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE)));
    }

    @Override
    public void sendNow(MemorySegment memory, int length) {
        send(memory, 0, length);
    }
}
