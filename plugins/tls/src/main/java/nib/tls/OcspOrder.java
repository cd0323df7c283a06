package nib.tls;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was asked of {@code nib-ocsp}.
 *
 * @param places certificates, and folders of them
 * @param url the OCSP server; without it each certificate's own
 * @param out where the answer goes; without it beside the certificate
 * @param timeout for each answer
 */
record OcspOrder(List<Path> places, Optional<URI> url, Optional<Path> out, Duration timeout, boolean help) {
    static final String HELP = """
            Fetches what OCSP servers say of certificates, for listeners to staple.

            Usage: nib-ocsp [--url URL] [--out FILE] [--timeout SECONDS] CERTIFICATE|FOLDER...

              CERTIFICATE          in PEM, with its issuer's behind it or in a file NAME.ca beside it
              FOLDER               all its NAME.crt; those that name no OCSP server are passed over
              --url URL            the OCSP server; without it the one that a certificate names
              --out FILE           where the answer goes, if there is one certificate; NAME.ocsp beside it
              --timeout SECONDS    for each answer; 10
              --help               this

            An answer is written when it is good, signed by who may, and holds now; a file that is there
            is replaced at once or not at all. A listener of Nib sees that it is new by itself. Let a timer
            run this once a day.
            """;

    private static final Duration USUAL = Duration.ofSeconds(10);

    /** @throws IllegalArgumentException in words for whoever wrote it */
    static OcspOrder parse(List<String> words) {
        List<Path> places = new ArrayList<>();
        Optional<URI> url = Optional.empty();
        Optional<Path> out = Optional.empty();
        Duration timeout = USUAL;
        boolean help = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--help", "-h" -> help = true;
                case "--url" -> url = Optional.of(url(value(word, rest)));
                case "--out" -> out = Optional.of(Path.of(value(word, rest)));
                case "--timeout" -> timeout = seconds(value(word, rest));
                default -> places.add(place(word));
            }
        }
        if (!help && places.isEmpty()) {
            throw new IllegalArgumentException("expected a certificate or a folder; --help says more");
        }
        if (out.isPresent() && places.size() != 1) {
            throw new IllegalArgumentException("--out is for one certificate");
        }
        return new OcspOrder(List.copyOf(places), url, out, timeout, help);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return rest.next();
    }

    private static Path place(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + word + "; --help lists them");
        }
        return Path.of(word);
    }

    static URI url(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected http://host/, found " + text, e);
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException("expected http://host/, found " + text);
        }
        return url;
    }

    private static Duration seconds(String text) {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 1 && seconds <= 3600) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("--timeout: expected 1 to 3600 seconds, found " + text);
    }
}
