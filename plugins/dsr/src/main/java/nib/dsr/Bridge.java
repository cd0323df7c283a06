package nib.dsr;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import nib.api.Block;
import nib.api.Ip;
import nib.spi.Host;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each frame of a segment: questions for our addresses are answered, answers of servers are noted, packets
 * for a service go on. Everything else is not ours. The loop's.
 */
final class Bridge {
    final Tracks tracks = new Tracks();
    final Services services = new Services();
    final Neighbours neighbours;
    final Answers answers;
    final Tunnel tunnel;
    final Device device;
    final Out out;
    private final List<Block> tarpit;
    private final MemorySegment scratch;
    private final Frame frame = new Frame();
    private @Nullable KnownClients known;
    private @Nullable Screen screen;

    /** A bridge without services. */
    Bridge(Device device, Out out, Host host, DsrSettings settings, Arena arena) {
        this.device = device;
        this.out = out;
        this.tarpit = settings.tarpit();
        this.answers = new Answers(device, out, settings.tarpitRate(), arena);
        this.tunnel = new Tunnel(device, answers, settings.tunnel(), settings.routers());
        this.neighbours = new Neighbours(device, out, host, tunnel, arena);
        this.scratch = arena.allocate(128, 64);
    }

    /** From now on the kernel is told of clients that send much. */
    void known(KnownClients clients) {
        known = clients;
    }

    /** From now on the machine's own stack does not see packets for services. */
    void screen(Screen between) {
        screen = between;
    }

    /** A client has sent enough that the kernel may send the rest on. */
    void enter(Track track, long hardware) {
        if (known != null) {
            known.add(track, hardware);
        }
    }

    /** A client's next packet is to be seen. */
    void leave(Track track) {
        if (known != null) {
            known.remove(track);
        }
    }

    /** A frame has come. It may be changed, and sent on from where it is. */
    void receive(MemorySegment memory, long at, int length, long now) {
        switch (frame.read(memory, at, length)) {
            case ARP -> arp(now);
            case SOLICITATION -> solicited();
            case ADVERTISEMENT -> advertised(now);
            case PACKET -> packet(now);
            case ERROR -> error();
            case OTHER -> {}
        }
    }

    private boolean isToUs() {
        return frame.target() == device.hardware() && frame.source() != device.hardware();
    }

    private void packet(long now) {
        if (!isToUs()) {
            return;
        }
        Service service = services.of(frame);
        if (service != null) {
            service.forward(frame, now);
        } else if (!tarpit.isEmpty() && frame.isSyn() && isHeld(new Ip(frame.targetHigh, frame.targetLow))) {
            answers.welcome(frame);
        }
    }

    private void error() {
        Service service = isToUs() ? services.of(frame) : null;
        if (service != null) {
            service.error(frame);
        }
    }

    private boolean isHeld(Ip ip) {
        for (Block block : tarpit) {
            if (block.contains(ip)) {
                return true;
            }
        }
        return false;
    }

    private void arp(long now) {
        MemorySegment memory = frame.memory;
        long at = frame.packet;
        if (!Arp.isUsual(memory, at) || frame.source() == device.hardware()) {
            return;
        }
        int operation = Arp.operation(memory, at);
        Ip sender = Ip.ofIpv4(Arp.sender(memory, at));
        if (operation == Arp.REPLY && isToUs()) {
            neighbours.answered(sender, Arp.senderHardware(memory, at), now);
        } else if (operation == Arp.REQUEST) {
            Ip wanted = Ip.ofIpv4(Arp.target(memory, at));
            if (!sender.equals(wanted) && isOurs(wanted, now)) {
                long to = Arp.senderHardware(memory, at);
                int length = Arp.write(
                        scratch, Arp.REPLY, device.hardware(), (int) wanted.low(), to, (int) sender.low(), false);
                out.sendNow(scratch, length);
            }
        }
    }

    private boolean isOurs(Ip ip, long now) {
        return services.has(ip) || (isHeld(ip) && answers.isInTime(now));
    }

    private void solicited() {
        Ip wanted = new Ip(Discovery.targetHigh(frame), Discovery.targetLow(frame));
        if (Discovery.isFromNeighbour(frame) && isOurs(wanted, System.nanoTime())) {
            Ip asker = new Ip(frame.sourceHigh, frame.sourceLow);
            out.sendNow(scratch, Discovery.answer(scratch, device.hardware(), wanted, frame.source(), asker));
        }
    }

    private void advertised(long now) {
        if (Discovery.isFromNeighbour(frame) && Discovery.isSolicited(frame) && isToUs()) {
            Ip about = new Ip(Discovery.targetHigh(frame), Discovery.targetLow(frame));
            neighbours.answered(about, Discovery.hardware(frame), now);
        }
    }

    /** A service is there. */
    void add(Service service) {
        services.add(service);
        Ip ip = service.ip();
        if (screen != null) {
            screen.hide(ip);
        }
        if (!ip.isIpv4()) {
            out.join(Hardware.solicited(ip.low()));
        }
        announce(ip);
    }

    void remove(Service service) {
        services.remove(service);
        if (screen != null && !services.has(service.ip())) {
            screen.show(service.ip());
        }
    }

    /** Tells the segment that we have an address, so that who knew it elsewhere comes here. */
    private void announce(Ip ip) {
        int length = ip.isIpv4()
                ? Arp.write(scratch, Arp.REQUEST, device.hardware(), (int) ip.low(), 0, (int) ip.low(), true)
                : Discovery.answer(scratch, device.hardware(), ip, 0, new Ip(0, 0));
        out.sendNow(scratch, length);
    }

    /** Looks at the clock. */
    void turn(long now) {
        if (known != null) {
            known.turn(now);
        }
        services.all().forEach(service -> service.turn(now));
        neighbours.turn(now);
    }
}
