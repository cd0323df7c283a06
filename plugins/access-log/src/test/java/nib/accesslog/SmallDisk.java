package nib.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.testkit.ManualClock;

/** What happens on a small disk that is full for a while; prints the log. */
final class SmallDisk {
    private SmallDisk() {}

    /** Works in the folder that is its argument. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path ballast = Files.write(folder.resolve("ballast"), new byte[48 * 1024]);
        try (FileOutlet outlet = new FileOutlet(folder.resolve("access.log"), new ManualClock())) {
            ByteBuffer lines = StandardCharsets.US_ASCII.encode(("x".repeat(99) + "\n").repeat(300));
            try {
                outlet.write(lines);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            Files.delete(ballast);
            outlet.write(StandardCharsets.US_ASCII.encode("whole\n"));
        }
        Files.readAllLines(folder.resolve("access.log")).stream().distinct().forEach(System.out::println);
    }
}
