package nib.dsr;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nib.api.Address;
import nib.spi.Demand;
import nib.spi.Demanding;
import nib.spi.Forwarder;
import nib.spi.Host;
import nib.spi.Telling;
import nib.spi.Transport;
import org.jspecify.annotations.Nullable;

/** The stations, one for each device, which begin with the first listener there. */
final class DsrEngine implements Forwarder, Demanding, Telling {
    private final DsrSettings settings;
    private final Map<String, Station> stations = new TreeMap<>();
    private final List<Service> bound = new ArrayList<>();
    private @Nullable Host host;

    DsrEngine(DsrSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Demand> demands(List<Address> listening) {
        return Demands.of(settings, listening);
    }

    @Override
    public synchronized List<Fact> facts() {
        return stations.values().stream()
                .flatMap(station -> station.facts().stream())
                .toList();
    }

    @Override
    public synchronized void open(Host lender) {
        host = lender;
    }

    @Override
    public synchronized Bound bind(Terms terms, Transport.@Nullable Listening socket) throws IOException {
        if (host == null || !(terms.address() instanceof Address.Inet address)) {
            throw new IOException("it needs a numeric address, not " + terms.address());
        }
        if (terms.opening() != null) {
            throw new IOException("frames are sent on as they come: an opening cannot read what a client says");
        }
        Service service = station(host, address).service(address, protocol(terms.transport()));
        for (Service other : bound) {
            if (service.overlaps(other) && !other.isShut()) {
                throw new IOException("another listener has " + other.local());
            }
        }
        bound.removeIf(Service::isShut);
        bound.add(service);
        return service;
    }

    private static int protocol(String transport) {
        return switch (transport) {
            case DsrProvider.TCP -> Frame.TCP;
            case DsrProvider.UDP -> Frame.UDP;
            default -> 0;
        };
    }

    private Station station(Host lender, Address.Inet address) throws IOException {
        Device device =
                settings.device().isPresent() ? Device.named(settings.device().get()) : Device.of(address.ip());
        Station there = stations.get(device.name());
        if (there == null) {
            there = Station.open(device, settings, lender);
            stations.put(device.name(), there);
            lender.thread("nib-dsr-" + device.name(), there);
        }
        return there;
    }

    @Override
    public synchronized void close() {
        stations.values().forEach(Station::stop);
        stations.clear();
    }
}
