package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.constant.ClassDesc;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The street plan as a test: what each module shows, whom it may know, and on which Java it runs. A line that changes
 * here changes the architecture.
 */
class FacesIT {
    private static final Map<String, Set<String>> EXPORTS = Map.ofEntries(
            Map.entry("nib.api", Set.of("nib.api", "nib.spi")),
            Map.entry("nib.config", Set.of("nib.config")),
            Map.entry("nib.folder", Set.of("nib.folder")),
            Map.entry("nib.kernel", Set.of("nib.kernel")),
            Map.entry("nib.linux", Set.of("nib.linux")),
            Map.entry("nib.testkit", Set.of("nib.testkit")),
            Map.entry("nib.testhouse", Set.of("nib.testhouse")),
            Map.entry("nib.jlink", Set.of("nib.jlink")),
            Map.entry("nib.cli", Set.of()),
            Map.entry("nib.tcp", Set.of()),
            Map.entry("nib.unix", Set.of()),
            Map.entry("nib.unixgram", Set.of()),
            Map.entry("nib.dsr", Set.of()),
            Map.entry("nib.epoll", Set.of()),
            Map.entry("nib.datagram", Set.of("nib.datagram")),
            Map.entry("nib.udp", Set.of()),
            Map.entry("nib.udplinux", Set.of()),
            Map.entry("nib.unixgramlinux", Set.of()),
            Map.entry("nib.pen", Set.of()),
            Map.entry("nib.policies", Set.of()),
            Map.entry("nib.acl", Set.of()),
            Map.entry("nib.geoip", Set.of()),
            Map.entry("nib.rate", Set.of()),
            Map.entry("nib.dryrun", Set.of()),
            Map.entry("nib.probes", Set.of()),
            Map.entry("nib.accesslog", Set.of()),
            Map.entry("nib.http", Set.of()),
            Map.entry("nib.proxyprotocol", Set.of()),
            Map.entry("nib.sni", Set.of()),
            Map.entry("nib.tls", Set.of()));

    /** Whom each module may know among our own; for plugins, which are not named here, that is the API. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("nib.api", Set.of()),
            Map.entry("nib.config", Set.of("nib.api")),
            Map.entry("nib.kernel", Set.of("nib.config")),
            Map.entry("nib.folder", Set.of("nib.api")),
            Map.entry("nib.linux", Set.of("nib.api")),
            Map.entry("nib.cli", Set.of("nib.kernel", "nib.folder")),
            Map.entry("nib.testkit", Set.of("nib.api")),
            Map.entry("nib.testhouse", Set.of("nib.kernel", "nib.testkit")),
            Map.entry("nib.jlink", Set.of()),
            Map.entry("nib.datagram", Set.of("nib.api")),
            Map.entry("nib.udp", Set.of("nib.api", "nib.datagram")),
            Map.entry("nib.udplinux", Set.of("nib.api", "nib.linux", "nib.datagram")),
            Map.entry("nib.unixgramlinux", Set.of("nib.api", "nib.linux")),
            Map.entry("nib.pen", Set.of("nib.kernel", "nib.linux")));

    /** Modules that may need a newer Java than plugins may be written on. */
    private static final Set<String> NEWER =
            Set.of("nib.jlink", "nib.linux", "nib.dsr", "nib.epoll", "nib.udplinux", "nib.unixgramlinux", "nib.pen");

    private static final int JAVA_21 = 65;

    private final Map<String, BuiltModule> modules = BuiltModule.all();

    @Test
    void eachModuleShowsExactlyWhatThePlanSays() {
        Map<String, Set<String>> exports = new TreeMap<>();
        modules.forEach((name, module) -> exports.put(
                name,
                module.descriptor().exports().stream().map(Exports::source).collect(Collectors.toSet())));

        assertEquals(new TreeMap<>(EXPORTS), exports);
    }

    @Test
    void nobodyShowsSomethingToSomebodyOnly() {
        assertAll(modules.values().stream()
                .map(module -> () -> assertTrue(
                        module.descriptor().exports().stream().noneMatch(Exports::isQualified), module.name())));
    }

    @Test
    void nobodyKnowsMoreOfOursThanThePlanSays() {
        assertAll(modules.values().stream().map(module -> () -> {
            Set<String> allowed = KNOWS.getOrDefault(module.name(), plugin(module.name()));
            Set<String> more = ours(module.descriptor());
            more.removeAll(allowed);
            assertEquals(Set.of(), more, module.name() + " knows more than " + allowed);
        }));
    }

    @Test
    void whatRunsOnJava21DoesNotNeedForeignFunctions() {
        // The compiler lets it pass: it does not look at the level of what it compiles against.
        assertAll(modules.values().stream()
                .filter(module -> !NEWER.contains(module.name()))
                .map(module -> () -> assertFalse(ours(module.descriptor()).contains("nib.linux"), module.name())));
    }

    @Test
    void theApiDoesNotKnowItsExtensionPoints() {
        // nib.spi uses the values of nib.api; the other way round the two would be one.
        assertAll(module("nib.api").classes().stream()
                .filter(type -> type.thisClass().asInternalName().startsWith("nib/api/"))
                .map(type -> () -> assertTrue(
                        Constants.packages(type).noneMatch("nib.spi"::equals),
                        type.thisClass().asInternalName())));
    }

    @Test
    void whatPluginsSeeRunsOnJava21() {
        Stream<BuiltModule> portable = modules.values().stream().filter(module -> !NEWER.contains(module.name()));

        assertAll(portable.flatMap(module -> module.classes().stream()
                .map(type -> () -> assertTrue(
                        type.majorVersion() <= JAVA_21,
                        () -> type.thisClass().asInternalName() + " needs class file version "
                                + type.majorVersion()))));
    }

    @Test
    void theKernelSpeaksNoWordOfAPlugin() {
        Set<String> words = Words.ofPlugins();
        assertTrue(words.contains("tcp"), () -> "words: " + words);
        Map<String, String> spoken = new TreeMap<>();
        module("nib.kernel")
                .classes()
                .forEach(type -> Constants.strings(type)
                        .filter(words::contains)
                        .forEach(word -> spoken.put(type.thisClass().asInternalName(), word)));

        assertEquals(Map.of(), spoken);
    }

    @Test
    void packagesAreNamedLikeTheirModules() {
        assertAll(modules.values().stream()
                .filter(module -> !module.name().equals("nib.api"))
                .map(module -> () -> assertEquals(
                        Set.of(module.name()),
                        module.classes().stream()
                                .map(type -> ClassDesc.ofInternalName(
                                        type.thisClass().asInternalName()))
                                .map(ClassDesc::packageName)
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toSet()))));
    }

    /** The API, and for those that need a newer Java the calls of Linux. */
    private static Set<String> plugin(String name) {
        return NEWER.contains(name) ? Set.of("nib.api", "nib.linux") : Set.of("nib.api");
    }

    private BuiltModule module(String name) {
        BuiltModule module = modules.get(name);
        if (module == null) {
            throw new AssertionError(name + " is not among " + modules.keySet());
        }
        return module;
    }

    private static Set<String> ours(ModuleDescriptor descriptor) {
        return descriptor.requires().stream()
                .map(Requires::name)
                .filter(name -> name.startsWith("nib."))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
