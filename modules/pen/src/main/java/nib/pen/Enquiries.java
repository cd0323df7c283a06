package nib.pen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nib.kernel.House;
import nib.kernel.Status;

/** Answers what is asked of a balancer that runs, as pen 0.34.1 does; by one thread. */
final class Enquiries implements Desk {
    private static final int LATELY = 300;

    private final Invocation invocation;
    private final House house;
    private final Guests guests;
    private final Seats seats = new Seats();
    private final Runnable stop;
    private final Supplier<Farm> inForce;
    private final Supplier<Integer> idlers;

    Enquiries(
            Invocation invocation,
            House house,
            Guests guests,
            Supplier<Farm> inForce,
            Supplier<Integer> idlers,
            Runnable stop) {
        this.idlers = idlers;
        this.invocation = invocation;
        this.house = house;
        this.guests = guests;
        this.inForce = inForce;
        this.stop = stop;
    }

    @Override
    public String answer(Farm farm, String name, List<String> rest) throws Failure {
        return switch (name) {
            case "servers" -> new Roster(farm, house.status()).text();
            case "recent" -> recent(rest);
            case "connection" -> connection(farm, rest);
            case "close" -> close(farm, rest);
            case "socket" -> socket(rest);
            case "status" -> status();
            case "write" -> write(farm, rest);
            case "pid" -> ProcessHandle.current().pid() + "\n";
            case "control" -> invocation.control + "\n";
            case "idlers" -> "Idlers: " + idlers.get() + "/" + farm.number(Setting.IDLERS) + "\n";
            case "exit" -> exit();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String recent(List<String> rest) throws Failure {
        int seconds = rest.isEmpty() ? LATELY : Text.number("recent", rest.getFirst(), 0, Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder();
        for (Guests.Sight one : guests.seen(house.connections(), System.currentTimeMillis())) {
            if (one.age() <= seconds) {
                text.append("%s connects %d sx %d rx %d\n"
                        .formatted(one.address(), one.connects(), one.sent(), one.received()));
            }
        }
        return text.toString();
    }

    private static int number(String name, List<String> rest) throws Failure {
        return rest.isEmpty() ? 0 : Text.number(name, rest.getFirst(), 0, Integer.MAX_VALUE);
    }

    /** Descriptors are not told: they are no names of anything that lives as long as the answer travels. */
    private String connection(Farm farm, List<String> rest) throws Failure {
        int number = number("connection", rest);
        if (number >= farm.number(Setting.CONN_MAX)) {
            return "Connection " + number + " out of range\n";
        }
        Optional<Status.Connection> here = seats.at(number, house.connections());
        int client = here.map(this::client).orElse(0);
        int server = here.map(one -> new Roster(farm, house.status()).number(one.pool(), one.server()))
                .orElse(0);
        int state = here.map(one -> one.server() == null ? 1 : 2).orElse(0);
        return "Connection %d:\nstate = %d\ndownfd = -1, upfd = -1\nclient = %d, server = %d\npend = 0\n"
                .formatted(number, state, client, server);
    }

    private int client(Status.Connection one) {
        List<Guests.Sight> clients = guests.seen(house.connections(), System.currentTimeMillis());
        return Guests.place(Guests.places(clients), one);
    }

    private String close(Farm farm, List<String> rest) throws Failure {
        int number = number("close", rest);
        if (number >= farm.number(Setting.CONN_MAX)) {
            return "Connection " + number + " out of range\n";
        }
        seats.at(number, house.connections()).ifPresent(one -> house.cut(one.id()));
        return "Forcibly closing connection " + number + "\n";
    }

    private static String socket(List<String> rest) throws Failure {
        return "Socket " + number("socket", rest) + " belongs to connection -1\n";
    }

    private String status() throws Failure {
        String file = inForce.get().page;
        if (file == null) {
            return "Unable to create webstats\n";
        }
        String page = page();
        save(Path.of(file), page);
        return page;
    }

    private String page() {
        return StatusPage.of(inForce.get(), house.status(), house.connections(), guests, seats);
    }

    /** Writes the status page to its file. */
    void writePage() throws Failure {
        String file = inForce.get().page;
        if (file != null) {
            save(Path.of(file), page());
        }
    }

    /** The same as lines, for those who have no file for it. */
    List<String> lines() {
        return StatusLines.of(inForce.get(), house.status(), house.connections(), guests, seats);
    }

    private String write(Farm farm, List<String> rest) throws Failure {
        String file = rest.isEmpty() ? invocation.file : rest.getFirst();
        if (file.isEmpty()) {
            throw new Failure("write needs a file: none was named by -F");
        }
        allow(file);
        save(Path.of(file), PenFile.of(farm, invocation));
        return "";
    }

    /** First beside it and then in its place, so that nobody reads half of it. */
    private static void save(Path file, String text) throws Failure {
        try {
            Path beside = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("Can't write " + Text.visible(file.toString()));
        }
    }

    private String exit() {
        if (!invocation.mayExit) {
            return "Exit is not enabled; restart with -X flag\n";
        }
        stop.run();
        return "";
    }

    /** Files that the command line named, and those in the folder of its commands. */
    @Override
    public void allow(String file) throws Failure {
        Path asked = Path.of(file).toAbsolutePath().normalize();
        Farm farm = inForce.get();
        boolean named = Stream.of(invocation.file, farm.log, farm.page)
                .anyMatch(one -> one != null
                        && !one.isEmpty()
                        && Path.of(one).toAbsolutePath().normalize().equals(asked));
        Path folder = invocation.file.isEmpty()
                ? null
                : Path.of(invocation.file).toAbsolutePath().normalize().getParent();
        if (!named && (folder == null || !folder.equals(asked.getParent()) || Files.isSymbolicLink(asked))) {
            throw new Failure("commands may use files that the command line names and those beside its -F, not "
                    + Text.visible(file));
        }
    }
}
