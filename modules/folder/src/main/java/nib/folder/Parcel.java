package nib.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One plugin as it lay in the folder, read once: what is checked is what is loaded, whatever happens to the files.
 *
 * @param origin the jar, or the folder of jars
 * @param jars contents by file name
 * @param digest of all names and contents
 */
record Parcel(Path origin, Map<String, byte[]> jars, String digest) {
    static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar");
    }

    static Parcel read(Path origin, Checksums known) throws Unfit {
        Ownership.check(origin);
        Map<String, byte[]> jars = new LinkedHashMap<>();
        MessageDigest digest = Checksums.sha256();
        for (Path file : Files.isDirectory(origin) ? jarsIn(origin) : List.of(origin)) {
            Ownership.check(file);
            byte[] bytes = bytes(file);
            known.check(file, bytes);
            String name = file.getFileName().toString();
            jars.put(name, bytes);
            digest.update((name + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return new Parcel(origin, jars, Checksums.hex(digest.digest()));
    }

    private static List<Path> jarsIn(Path folder) throws Unfit {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars = files.filter(Parcel::isJar).sorted().toList();
            if (jars.isEmpty()) {
                throw new Unfit("there is no jar in it");
            }
            return jars;
        } catch (IOException e) {
            throw Unfit.because("it cannot be read", e);
        }
    }

    private static byte[] bytes(Path file) throws Unfit {
        if (!Files.isRegularFile(file)) {
            throw new Unfit(file.getFileName() + " is no file");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Unfit.because(file.getFileName() + " cannot be read", e);
        }
    }
}
