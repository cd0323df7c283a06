package nib.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a running Nib by its control socket. */
final class ControlClient {
    /** A little longer than the other side may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private final List<Path> places;

    private ControlClient(List<Path> places) {
        this.places = places;
    }

    /** One that asks there, or else at the usual places. */
    static ControlClient at(Optional<Path> control, Map<String, String> environment) {
        return new ControlClient(control.map(List::of).orElseGet(() -> new ControlPath(environment).places()));
    }

    /** Sends words, and returns what is answered: JSON in UTF-8. */
    byte[] ask(List<String> words) throws Refusal {
        for (String word : words) {
            if (word.isEmpty() || word.chars().anyMatch(Character::isISOControl)) {
                throw new Refusal(Exit.USAGE, "a word is empty or has control characters in it");
            }
        }
        String line = String.join("\t", words) + "\n";
        try (SocketChannel server = connect()) {
            Thread watch = hangUpLater(server);
            server.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            byte[] answer = readAll(server);
            watch.interrupt();
            if (answer.length == 0) {
                throw new Refusal(Exit.NOBODY, "no answer: too many ask at once, or it just ended");
            }
            return answer;
        } catch (IOException e) {
            throw new Refusal(Exit.NOBODY, "the answer broke off: " + e.getMessage());
        }
    }

    private static byte[] readAll(SocketChannel server) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(8192);
        while (server.read(piece.clear()) >= 0) {
            answer.write(piece.array(), 0, piece.position());
        }
        return answer.toByteArray();
    }

    private static Thread hangUpLater(SocketChannel server) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(PATIENCE);
                server.close();
            } catch (InterruptedException | IOException e) {
                // the answer came
            }
        });
    }

    private SocketChannel connect() throws Refusal {
        String reason = "";
        for (Path place : places) {
            if (Files.exists(place)) {
                try {
                    return connect(place);
                } catch (IOException | RuntimeException e) {
                    reason = place + ": " + e.getMessage();
                }
            }
        }
        String where = String.join(", ", places.stream().map(Path::toString).toList());
        throw new Refusal(
                Exit.NOBODY,
                reason.isEmpty()
                        ? "no Nib is running: there is no control socket at " + where
                                + "; name another place with --control"
                        : "nobody answers at the control socket " + reason);
    }

    private static SocketChannel connect(Path place) throws IOException {
        SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.connect(UnixDomainSocketAddress.of(place));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }
}
