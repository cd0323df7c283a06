package nib.pen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import nib.api.Address;
import nib.api.Ip;
import nib.api.Prefix;
import nib.config.Problem;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.Catalog;
import nib.kernel.House;
import nib.kernel.Plan;
import nib.kernel.Planner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A house that is kept as commands say: each command changes a copy of the farm, and when a plan can be made of it and
 * comes into force, the copy is the farm. Everything is done by one thread, the one that opened it, which may have
 * privileges that others have given up.
 *
 * <pre>
 *   command, HUP --> copy of the farm --> configuration --> plan --> in force
 *                          \-- a mistake ----------------------\--> as it was
 * </pre>
 */
final class Balancer {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final Invocation invocation;
    private final Planner planner = new Planner(Catalog.installed());
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final Idlers idlers = new Idlers();
    private final Guests guests;
    private final Farm base;
    private final House house;
    private final Enquiries enquiries;
    private volatile Farm farm;
    private String configuration;
    private volatile boolean stopping;

    private Balancer(PenOptions options) throws Failure {
        this.invocation = options.invocation();
        this.base = options.base();
        this.farm = options.farm();
        this.guests = new Guests(farm.number(Setting.CLIENTS_MAX));
        this.configuration = PenYaml.of(farm);
        this.house = open();
        this.enquiries = new Enquiries(invocation, house, guests, () -> this.farm, idlers::size, this::stop);
    }

    /** Starts one: when this returns, it serves. */
    static Balancer start(PenOptions options) throws Failure {
        refuse(options.farm());
        Balancer one = new Balancer(options);
        one.tend(options.shunned());
        return one;
    }

    private House open() throws Failure {
        try {
            return House.open(plan(Optional.empty(), configuration));
        } catch (IOException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private Plan plan(Optional<Plan> before, String text) throws Failure {
        Problems problems = new Problems();
        Optional<Plan> plan = planner.plan(Source.of("pen", text), before, problems);
        return plan.orElseThrow(() -> new Failure(problems.sorted().stream()
                        .map(Problem::message)
                        .findFirst()
                        .orElse("it cannot be done")))
                .observedBy(guests);
    }

    /** Does what is asked for, until the end is; then lets open connections go on for as long as the plan says. */
    void run() throws InterruptedException {
        while (!stopping) {
            work.take().run();
        }
        idlers.close();
        house.stop(house.plan().settings().drain());
    }

    /** Asks for the end, or, asked again, for a quick one. Any thread. */
    void stop() {
        if (stopping) {
            house.cutAll();
        }
        stopping = true;
        work.add(() -> {});
    }

    /** Takes a command of penctl, and answers it. Any thread; waits for its turn. */
    String command(String line) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        work.add(() -> answer.complete(answer(line)));
        try {
            return stopping ? "" : answer.get();
        } catch (ExecutionException e) {
            return "error: " + e.getCause() + "\n";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private String answer(String line) {
        try {
            Farm next = farm.copy();
            Commands commands = new Commands(next, enquiries);
            String answer = commands.take(line);
            bringIntoForce(next, commands.shunned());
            return answer;
        } catch (Failure e) {
            return "error: " + e.getMessage() + "\n";
        } catch (RuntimeException e) {
            LOG.error("a command failed", e);
            return "error: a fault of Nib itself\n";
        }
    }

    /** Whether somebody with that address may send commands: as a list says, else who is on this machine. Any thread. */
    boolean trusts(Ip address) {
        Farm now = farm;
        List<Farm.Entry> list = now.list(now.number(Setting.CONTROL_ACL));
        for (Farm.Entry one : list) {
            if (Prefix.parse(one.addresses()).contains(address)) {
                return one.permit();
            }
        }
        return list.isEmpty()
                ? address.toInet().isLoopbackAddress()
                : !list.getLast().permit();
    }

    /** Reads the file again, as at the start: what commands have changed since is forgotten. Any thread. */
    void reload() {
        work.add(() -> {
            try {
                if (!invocation.file.isEmpty()) {
                    Farm next = base.copy();
                    Commands commands = new Commands(next, new Closed());
                    commands.file(invocation.file);
                    bringIntoForce(next, commands.shunned());
                    LOG.info("{} is in force", invocation.file);
                }
            } catch (Failure e) {
                LOG.error("{}; nothing has changed", e.getMessage());
            }
        });
    }

    /** Writes the status page, or, where there is none, says in the log what would stand there. Any thread. */
    void tellStatus() {
        work.add(() -> {
            try {
                if (farm.page != null) {
                    enquiries.writePage();
                } else {
                    enquiries.lines().forEach(line -> LOG.info("{}", line));
                }
            } catch (Failure e) {
                LOG.error("{}", e.getMessage());
            }
        });
    }

    private void bringIntoForce(Farm next, List<Commands.Shun> shunned) throws Failure {
        refuse(next);
        String text = PenYaml.of(next);
        if (!text.equals(configuration)) {
            apply(plan(Optional.of(house.plan()), text));
            configuration = text;
        }
        farm = next;
        guests.most(next.number(Setting.CLIENTS_MAX));
        tend(shunned);
    }

    /** What cannot be done is not passed over. */
    private static void refuse(Farm farm) throws Failure {
        Set<String> missing = PenYaml.missing(farm);
        if (!missing.isEmpty()) {
            throw new Failure("not there yet: " + String.join("; ", missing));
        }
    }

    private void apply(Plan plan) throws Failure {
        try {
            house.apply(plan);
        } catch (IOException | RuntimeException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    /** Does what is no setting of the house. Most commands have nothing of it, and then nobody looks at the house. */
    private void tend(List<Commands.Shun> shunned) {
        int idle = farm.number(Setting.IDLERS);
        if (shunned.isEmpty() && idle == 0) {
            idlers.keep(0, List.of());
            return;
        }
        List<Roster.Row> rows = new Roster(farm, house.status()).rows();
        shun(shunned, rows);
        idlers.keep(idle, sockets(rows));
    }

    private void shun(List<Commands.Shun> shunned, List<Roster.Row> rows) {
        for (Commands.Shun one : shunned) {
            Roster.Row row = one.server() < rows.size() ? rows.get(one.server()) : null;
            if (row != null && row.seen() != null) {
                house.shun(PenYaml.POOL, row.seen().name(), Duration.ofSeconds(one.seconds()));
            }
        }
    }

    private static List<InetSocketAddress> sockets(List<Roster.Row> rows) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (Roster.Row row : rows) {
            if (row.seen() != null
                    && !row.seen().addresses().isEmpty()
                    && Address.parse(row.seen().addresses().getFirst()) instanceof Address.Inet inet) {
                servers.add(inet.toSocket());
            }
        }
        return servers;
    }
}
