package nib.distribution;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Somebody who has only {@code nib.api}, and makes a plugin in a jar. */
final class Stranger {
    private static final Pattern TYPE = Pattern.compile("package ([\\w.]+);.*?(?:class|record) (\\w+)", Pattern.DOTALL);

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final StringBuilder provides = new StringBuilder();
    private final StringBuilder requires = new StringBuilder();
    private final StringBuilder libraries = new StringBuilder();
    private final String module;

    Stranger(String module) {
        this.module = module;
    }

    /** A class of the plugin; its place follows from its text. */
    Stranger source(String text) {
        Matcher type = TYPE.matcher(text);
        if (!type.find()) {
            throw new IllegalArgumentException(text);
        }
        sources.put(type.group(1).replace('.', '/') + "/" + type.group(2) + ".java", text);
        return this;
    }

    /** Takes a folder of jars to compile against, and needs that module of it. */
    Stranger library(Path jars, String name) {
        libraries.append(File.pathSeparator).append(jars);
        requires.append("requires ").append(name).append("; ");
        return this;
    }

    /** Names a class that brings a word. */
    Stranger provides(String type) {
        provides.append(provides.isEmpty() ? "" : ", ").append(type);
        return this;
    }

    /**
     * Compiles all into a jar which appears as a whole: what is there under that name is replaced.
     *
     * @param work an existing folder for what lies about
     */
    Path jar(Path work, Path jar) throws IOException {
        sources.put("module-info.java", """
                module %s {
                    requires nib.api; %s
                    provides nib.spi.Provider with %s;
                }
                """.formatted(module, requires, provides));
        Path sheets = Files.createTempDirectory(work, "stranger");
        Path classes = sheets.resolve("classes");
        String[] line = new String[sources.size() + 6];
        int i = 0;
        for (String one : List.of("--release", "21", "-d", classes.toString(), "-p", modules() + libraries)) {
            line[i++] = one;
        }
        for (Map.Entry<String, String> one : sources.entrySet()) {
            Path file = sheets.resolve(one.getKey());
            Files.createDirectories(file.getParent());
            line[i++] = Files.writeString(file, one.getValue()).toString();
        }
        tool("javac", line);
        Path draft = jar.resolveSibling("." + jar.getFileName());
        tool("jar", "--create", "--file", draft.toString(), "--module-version", "1", "-C", classes.toString(), ".");
        return Files.move(draft, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String modules() {
        String jars = Objects.requireNonNull(System.getProperty("nib.jars"), "nib.jars");
        String jspecify = Nullable.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jars + File.pathSeparator + jspecify;
    }

    private static void tool(String name, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        if (ToolProvider.findFirst(name).orElseThrow().run(out, out, arguments) != 0) {
            throw new AssertionError(said.toString());
        }
    }
}
