package nib.jlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** An image in one file, the same bytes for the same image: sorted, of no time, of no owner. */
final class Archive {
    private static final String ENDING = ".tar.gz";

    private Archive() {}

    /** Whether somebody who names that output wants an archive. */
    static boolean isWanted(Path output) {
        return output.getFileName().toString().endsWith(ENDING);
    }

    /** The name of the folder inside. */
    static String folder(Path output) {
        String name = output.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    /** Packs a folder under its name: tar(1), gzip(1). */
    static void pack(Path folder, Path file) throws ImageFailure, IOException, InterruptedException {
        Process tar = new ProcessBuilder(
                        "tar",
                        "--create",
                        "--format=ustar",
                        "--sort=name",
                        "--mtime=@0",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--directory=" + folder.getParent(),
                        folder.getFileName().toString())
                .start();
        tar.getOutputStream().close();
        try (InputStream packed = tar.getInputStream();
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.transferTo(out);
        }
        String said = new String(tar.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (tar.waitFor() != 0) {
            throw new ImageFailure("tar: " + said.strip());
        }
    }
}
