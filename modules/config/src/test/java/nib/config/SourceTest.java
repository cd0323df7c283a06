package nib.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private Optional<Source> read(byte[] bytes) throws IOException {
        Path file = folder.resolve("nib.yaml");
        Files.write(file, bytes);
        return Source.read(file, problems);
    }

    private String problem() {
        assertEquals(1, problems.count());
        return problems.toString().replace(folder.toString(), "FOLDER");
    }

    @Test
    void readsUtf8() throws IOException {
        Source source = read("größe: 1\n".getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertEquals("größe: 1\n", source.text());
        assertEquals(folder.resolve("nib.yaml").toString(), source.name());
        assertEquals(folder, source.folder());
        assertTrue(problems.isEmpty());
    }

    @Test
    void dropsAByteOrderMark() throws IOException {
        assertEquals(
                "a: 1",
                read("\ufeffa: 1".getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .text());
    }

    @Test
    void pointsAtTheFirstByteThatIsNotUtf8() throws IOException {
        assertTrue(
                read("a: 1\nß: x\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)).isEmpty());
        assertEquals("FOLDER/nib.yaml:2:1: expected UTF-8, found the byte 0xdf; save the file in UTF-8", problem());
    }

    @Test
    void pointsAtACharacterThatIsCutOff() throws IOException {
        assertTrue(read(new byte[] {'a', '\n', 'b', (byte) 0xc3}).isEmpty());
        assertEquals("FOLDER/nib.yaml:2:2: expected UTF-8, found the byte 0xc3; save the file in UTF-8", problem());
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Path file = folder.resolve("nib.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(Source.LIMIT + 1L);
        }
        assertTrue(Source.read(file, problems).isEmpty());
        assertEquals("FOLDER/nib.yaml: is larger than 16 MiB", problem());
    }

    @Test
    void refusesAFolder() {
        assertTrue(Source.read(folder, problems).isEmpty());
        assertEquals("FOLDER: is a folder, not a file", problem());
    }

    @Test
    void tellsThatThereIsNoSuchFile() {
        assertTrue(Source.read(folder.resolve("gone.yaml"), problems).isEmpty());
        assertEquals("FOLDER/gone.yaml: there is no such file", problem());
    }

    @Test
    void findsTheColumnInCharactersNotInHalves() {
        Source source = Source.of("x", "\ud83d\ude00\nab\ud83d\ude00c");
        assertEquals(new Mark(source, 2, 4), source.mark(7));
    }
}
