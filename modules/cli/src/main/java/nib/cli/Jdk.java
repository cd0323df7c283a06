package nib.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine that can link an image. */
record Jdk(Path home) {
    /** What the image maker is compiled for. */
    private static final int LEAST = 25;

    private static final Path USUAL = Path.of("/usr/lib/jvm");

    /**
     * Finds one: the one that is named, else that of {@code NIB_JDK}, {@code JAVA_HOME}, {@code PATH}, {@code
     * /usr/lib/jvm}.
     */
    static Jdk find(Optional<Path> named, Map<String, String> environment) throws Refusal {
        return find(named, environment, USUAL);
    }

    /** The same with another usual place. */
    static Jdk find(Optional<Path> named, Map<String, String> environment, Path usual) throws Refusal {
        if (named.isPresent()) {
            Jdk jdk = new Jdk(named.get());
            if (!jdk.canLink()) {
                throw new Refusal(Exit.CANNOT_START, named.get() + " is no JDK " + LEAST + " or newer with jlink");
            }
            return jdk;
        }
        return candidates(environment, usual).stream()
                .map(Jdk::new)
                .filter(Jdk::canLink)
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Exit.CANNOT_START,
                        "making an image needs a JDK " + LEAST
                                + " or newer with jlink on this machine; name it by --jdk DIR or JAVA_HOME"));
    }

    private static List<Path> candidates(Map<String, String> environment, Path usual) {
        List<Path> homes = new ArrayList<>();
        Stream.of("NIB_JDK", "JAVA_HOME")
                .map(environment::get)
                .filter(home -> home != null && !home.isEmpty())
                .forEach(home -> homes.add(Path.of(home)));
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "jlink"))
                .filter(Files::isExecutable)
                .forEach(jlink -> homes.add(homeOf(jlink)));
        try (Stream<Path> installed = Files.list(usual)) {
            installed.sorted().forEach(homes::add);
        } catch (IOException e) {
            // there are none
        }
        return homes;
    }

    /** Where a command really lies, behind all links. */
    private static Path homeOf(Path command) {
        try {
            return command.toRealPath().resolve("../..").normalize();
        } catch (IOException e) {
            return command;
        }
    }

    private boolean canLink() {
        return Files.isExecutable(home.resolve("bin/jlink")) && Files.isExecutable(java()) && version() >= LEAST;
    }

    /** From the file that every JDK has, since starting it to ask takes time. */
    private int version() {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
            return Runtime.Version.parse(
                            release.getProperty("JAVA_VERSION", "0").replace("\"", ""))
                    .feature();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    /** Its command. */
    Path java() {
        return home.resolve("bin/java");
    }
}
