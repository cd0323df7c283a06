package nib.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A project of a plugin. It is made of two templates: the one of its kind, and one that all kinds share. A line of a
 * template that begins with {@code ===} begins a file; words between {@code @} are replaced, also in names of files.
 */
final class PluginProject {
    private static final Pattern FILE = Pattern.compile("(?m)^=== ");

    private final PluginKind kind;
    private final PluginName name;

    PluginProject(PluginKind kind, PluginName name) {
        this.kind = kind;
        this.name = name;
    }

    /** Writes it into a folder; the answer is what was written. */
    List<Path> write(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String template : List.of("project", kind.word())) {
            String text = filled(read(template + ".txt"));
            for (String part : FILE.split(text, -1)) {
                if (!part.isBlank()) {
                    int end = part.indexOf('\n');
                    Path file = folder.resolve(part.substring(0, end));
                    Files.createDirectories(file.getParent());
                    written.add(Files.writeString(file, part.substring(end + 1)));
                }
            }
        }
        return written;
    }

    private String filled(String template) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", name.word());
        words.put("Name", name.type());
        words.put("package", name.pack());
        words.put("path", name.pack().replace('.', '/'));
        words.put("kind", kind.word());
        words.put("Kind", kind.type());
        words.put("version", VersionCommand.version());
        words.put(
                "repository",
                PartsOfNib.ofThisImage()
                        .map(PluginProject::repository)
                        .orElse("  <!-- The parts of Nib are expected in your own Maven repository. -->\n"));
        String text = template;
        for (Map.Entry<String, String> one : words.entrySet()) {
            text = text.replace("@" + one.getKey() + "@", one.getValue());
        }
        return text;
    }

    /** Where Maven finds the parts of Nib: in the image. */
    private static String repository(PartsOfNib parts) {
        return """

                  <repositories>
                    <repository>
                      <id>nib</id>
                      <name>The parts of Nib, in its image</name>
                      <url>%s</url>
                      <releases>
                        <checksumPolicy>ignore</checksumPolicy>
                      </releases>
                      <snapshots>
                        <checksumPolicy>ignore</checksumPolicy>
                      </snapshots>
                    </repository>
                  </repositories>
                """.formatted(escaped(parts.repository().toUri().toString()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String read(String template) throws IOException {
        try (InputStream in = Objects.requireNonNull(PluginProject.class.getResourceAsStream("new/" + template))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
