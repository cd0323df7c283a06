package nib.kernel;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nib.api.Client;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.spi.Host;
import nib.spi.Resident;
import nib.spi.Settings;
import nib.testkit.EventRecorder;
import nib.testkit.ManualClock;
import org.jspecify.annotations.Nullable;

/** Where houses are built in tests: on a network in memory, by a clock that is turned by hand. */
final class Grounds {
    /** What {@code ulimit -n} would say. */
    static final int DESCRIPTORS = 1064;

    final MemoryNet net = new MemoryNet();
    final ManualClock clock = new ManualClock();
    final EventRecorder events = new EventRecorder();

    /** What residents did, in order. */
    final List<String> diary = new CopyOnWriteArrayList<>();

    final Plugs plugs = new Plugs(net)
            .observer("recorder", () -> events)
            .add(new Plugs.Guards<>("tenant", new Settings<>(Lease.class, MethodHandles.lookup()), this::move));

    private @Nullable House house;

    /** What a tenant is called; one called {@code homeless} cannot be opened. */
    private record Lease(String name) {}

    /** A guard that lives. */
    final class Tenant implements Guard, Resident {
        private final String name;

        Tenant(String name) {
            this.name = name;
        }

        @Override
        public void open(Host host) throws IOException {
            if (name.equals("homeless")) {
                throw new IOException("there is no room for " + name);
            }
            diary.add(name + " opens");
        }

        @Override
        public void close() {
            diary.add(name + " closes");
            if (name.equals("rude")) {
                throw new IllegalStateException("mind your own business");
            }
        }

        @Override
        public Verdict check(Client client) {
            return new Verdict.Allow(name);
        }

        /** All are equal here. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Tenant;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private Guard move(Lease lease) {
        return new Tenant(lease.name);
    }

    House open(String yaml) throws IOException {
        House built = House.open(Stage.plan(yaml, plugs.catalog()), clock, DESCRIPTORS);
        house = built;
        return built;
    }

    House house() {
        return Objects.requireNonNull(house);
    }

    /** The next plan, which keeps the parts that do not change. */
    Plan plan(String yaml) {
        return Stage.plan(yaml, house().plan(), plugs.catalog());
    }

    void apply(String yaml) throws IOException {
        house().apply(plan(yaml));
    }

    LiveServer server(String pool, String name) {
        return pool(pool).everyone().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no server " + name));
    }

    LivePool pool(String name) {
        return Objects.requireNonNull(house().pools().get(name), name);
    }

    Optional<House> built() {
        return Optional.ofNullable(house);
    }
}
