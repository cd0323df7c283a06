package nib.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies beside a certificate NAME.crt: NAME.key, NAME.ca with those between it and its root, NAME.ocsp to staple. */
final class CertificateFolder {
    private static final String CERTIFICATE = ".crt";

    private CertificateFolder() {}

    /** The certificates of a folder. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CERTIFICATE))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(folder + " is no folder", e);
        }
    }

    /** The NAME of a file, without its ending. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The file of that ending beside a certificate. */
    static Path beside(Path file, String ending) {
        return file.resolveSibling(stem(file) + ending);
    }

    /** A certificate and those between it and its root, from its file and from NAME.ca if that is there. */
    static List<X509Certificate> chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>(Pem.certificates(file));
        Path issuers = beside(file, ".ca");
        if (Files.exists(issuers)) {
            chain.addAll(Pem.certificates(issuers));
        }
        return chain;
    }
}
