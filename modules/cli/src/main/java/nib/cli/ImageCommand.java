package nib.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib image}: has an image maker of a JDK make an image of what this one runs and carries. */
final class ImageCommand implements Command {
    private static final String MAKER = "nib-jlink";

    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "image",
                        "Make a runtime image of your own: no Java need be installed to run it.",
                        "",
                        "The list says what is in it. All of this may be left out:",
                        "  modules: [nib.tcp, nib.policies]    else those of this image",
                        "  plugins: [my-plugin.jar, geo/]      jars, and folders of jars",
                        "  configuration: nib.yaml             becomes conf/nib.yaml",
                        "  options: [-Xmx512m]                 for the Java virtual machine",
                        "  cache: true                         train a cache for a quick start",
                        "",
                        "It needs a JDK 25 or newer on this machine: NIB_JDK, JAVA_HOME, PATH,",
                        "/usr/lib/jvm. The image is started once, to see that everything is there.",
                        "",
                        "Example:",
                        "  nib image site.yaml --out /opt/our-nib")
                .addOption(Syntax.option("--out", "DIR", "Where to; a name that ends in .tar.gz makes an archive."))
                .addOption(Syntax.option("--jdk", "JDK", "The JDK that links it."))
                .addPositional(Syntax.operand(0, "LIST", "What shall be in it."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Path list = Path.of(line.matchedPositionalValue(0, ""));
        String out = line.matchedOptionValue("--out", "");
        if (out.isEmpty()) {
            throw new Refusal(Exit.USAGE, "say where to: --out DIR; see nib image --help");
        }
        try {
            PartsOfNib parts = PartsOfNib.ofThisImage()
                    .orElseThrow(() -> new Refusal(
                            Exit.CANNOT_START,
                            "this image does not carry the parts of Nib (share/maven); make images with one that is"
                                    + " shipped"));
            SiteSettings site = SiteSettings.read(list, parts.modules());
            Jdk jdk = Jdk.find(
                    Optional.ofNullable(line.<String>matchedOptionValue("--jdk", null))
                            .map(Path::of),
                    shell.environment());
            Path desk = Files.createTempDirectory("nib-image");
            try {
                LinkedModules.write(parts.own(), desk);
                Path edition = Files.write(desk.resolve(nameOf(list) + ".list"), modules(site));
                List<Path> jars = List.of(parts.repository(), desk);
                make(order(site, parts.jar(MAKER), jars, jdk, edition, Path.of(out)), shell);
            } finally {
                clear(desk);
            }
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, "cannot make an image: " + e);
        }
        shell.out().println(out + " is ready");
        return Exit.OK;
    }

    /** The modules that are asked for, and those without which there is no command. */
    private static List<String> modules(SiteSettings site) throws IOException {
        List<String> modules = new ArrayList<>(List.of("nib.cli", "nib.kernel"));
        if (site.modules().isPresent()) {
            site.modules().get().forEach(module -> modules.add(module.name()));
        } else {
            Properties image = new Properties();
            Path stamp = Path.of(System.getProperty("java.home"), "lib", "nib", "image.properties");
            try (Reader file = Files.newBufferedReader(stamp)) {
                image.load(file);
            }
            modules.addAll(List.of(image.getProperty("modules", "").split(" ", -1)));
        }
        return modules.stream().distinct().toList();
    }

    /** The edition is called like its list. */
    private static String nameOf(Path list) {
        return list.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private static void clear(Path desk) throws IOException {
        try (Stream<Path> files = Files.list(desk)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(desk);
    }

    private static List<String> order(SiteSettings site, Path maker, List<Path> jars, Jdk jdk, Path edition, Path out) {
        List<String> order = new ArrayList<>(List.of(
                jdk.java().toString(),
                "--module-path=" + maker,
                "--module=nib.jlink/nib.jlink.Main",
                "--edition",
                edition.toString(),
                "--version",
                VersionCommand.version(),
                "--output",
                out.toAbsolutePath().toString()));
        jars.forEach(folder -> order.addAll(List.of("--jars", folder.toString())));
        site.configuration().ifPresent(file -> order.addAll(List.of("--configuration", file.toString())));
        site.plugins().forEach(plugin -> order.addAll(List.of("--plugin", plugin.toString())));
        site.options().forEach(option -> order.addAll(List.of("--option", option)));
        if (site.cache()) {
            order.add("--rehearse");
        }
        return order;
    }

    /** Shows how it goes; why it did not is what the maker says last. */
    private static void make(List<String> order, Shell shell) throws Refusal, IOException {
        Process maker = new ProcessBuilder(order).start();
        maker.getOutputStream().close();
        List<String> reasons;
        try (BufferedReader said = maker.inputReader(StandardCharsets.UTF_8);
                BufferedReader complained = maker.errorReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(shell.out()::println);
            reasons = complained.lines().toList();
        }
        if (status(maker) != 0) {
            String reason = reasons.isEmpty() ? "the image maker failed" : reasons.getFirst();
            List<String> more = reasons.stream().skip(1).toList();
            throw new Refusal(Exit.PROBLEM, reason.replaceFirst("^image: ", ""), more);
        }
    }

    private static int status(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
