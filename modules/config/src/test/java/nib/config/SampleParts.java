package nib.config;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nib.api.Client;
import nib.api.Event;
import nib.api.Prefix;
import nib.api.Server;
import nib.api.Verdict;
import nib.spi.Complaint;
import nib.spi.Default;
import nib.spi.Guard;
import nib.spi.Observer;
import nib.spi.Policy;
import nib.spi.Probe;
import nib.spi.Range;
import nib.spi.Settings;
import nib.spi.Shorthand;

/** Knows a few words, and keeps what it made: the least that a kernel does. */
final class SampleParts implements Parts {
    /** What a word stands for. */
    private record Maker<S extends Record>(String word, Settings<S> settings, Create<S> create) {}

    private record Made(Maker<?> maker, Record settings, Part part) {
        boolean isLike(Maker<?> other, Record others) {
            return maker.word.equals(other.word) && settings.equals(others);
        }
    }

    private interface Create<S extends Record> {
        Part create(String word, S settings);
    }

    /** A part that remembers what it was made of. */
    sealed interface Part {
        String word();

        Record settings();
    }

    record Acl(List<Prefix> allow, @Default("deny") Verb otherwise) {
        Acl {
            if (allow.isEmpty()) {
                throw new Complaint("allow", "an empty list lets nobody in");
            }
        }
    }

    record Rate(
            @Shorthand @Range(min = "1", max = "1000000") int perSecond,
            @Default("1s") Duration window) {}

    record Weighted(
            @Default("true") boolean smooth,
            @Default("round-robin") Policy then) {}

    record Nest(@Shorthand Policy then) {}

    private record Connect(
            @Default("2s") @Range(min = "1ms") Duration every,
            @Default("3") @Range(min = "1", max = "100") int fall) {}

    private record Circle(@Default("circle") Policy then) {}

    private record Odd(@Range(min = "1") String text) {}

    private record Log(@Default("text") String format) {}

    enum Verb {
        ALLOW,
        DENY
    }

    record PolicyPart(String word, Record settings) implements Part, Policy {
        @Override
        public Chooser over(List<Server> servers) {
            throw new UnsupportedOperationException();
        }
    }

    record GuardPart(String word, Record settings) implements Part, Guard {
        @Override
        public Verdict check(Client client) {
            throw new UnsupportedOperationException();
        }
    }

    private record ProbePart(String word, Record settings) implements Part, Probe {
        @Override
        public void check(Target target) {}

        @Override
        public Schedule schedule() {
            throw new UnsupportedOperationException();
        }
    }

    private record ObserverPart(String word, Record settings) implements Part, Observer {
        @Override
        public void on(Event event) {}
    }

    private final Map<Class<?>, Map<String, Maker<?>>> makers = new HashMap<>();
    private final Map<Place, Made> before;
    private final Map<Place, Made> made = new HashMap<>();

    SampleParts() {
        this(Map.of());
    }

    private SampleParts(Map<Place, Made> before) {
        this.before = before;
        add(Policy.class, "round-robin", Settings.None.class, PolicyPart::new);
        add(Policy.class, "least-connections", Settings.None.class, PolicyPart::new);
        add(Policy.class, "weighted", Weighted.class, PolicyPart::new);
        add(Policy.class, "nest", Nest.class, PolicyPart::new);
        add(Policy.class, "circle", Circle.class, PolicyPart::new);
        add(Policy.class, "odd", Odd.class, PolicyPart::new);
        add(Policy.class, "null-pointer", Settings.None.class, (word, settings) -> {
            throw new NullPointerException("of the plugin");
        });
        add(Policy.class, "linkage", Settings.None.class, (word, settings) -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        add(Guard.class, "acl", Acl.class, GuardPart::new);
        add(Guard.class, "rate", Rate.class, SampleParts::rate);
        add(Probe.class, "connect", Connect.class, ProbePart::new);
        add(Observer.class, "log", Log.class, ObserverPart::new);
    }

    private static GuardPart rate(String word, Rate settings) {
        if (settings.perSecond == 13) {
            throw new Complaint("perSecond", "13 a second brings bad luck");
        }
        if (settings.window.isZero()) {
            throw new IllegalArgumentException("a window needs some time");
        }
        return new GuardPart(word, settings);
    }

    private <S extends Record> void add(Class<?> kind, String word, Class<S> type, Create<S> create) {
        Settings<S> settings = new Settings<>(type, MethodHandles.lookup());
        makers.computeIfAbsent(kind, any -> new TreeMap<>()).put(word, new Maker<>(word, settings, create));
    }

    /** The words of a kind, for a schema. */
    Map<String, Settings<?>> words(Class<?> kind) {
        Map<String, Settings<?>> words = new TreeMap<>();
        makers.getOrDefault(kind, Map.of()).forEach((word, maker) -> words.put(word, maker.settings));
        return words;
    }

    /** For the next plan: equal parts are kept. */
    SampleParts next() {
        return new SampleParts(made);
    }

    @Override
    public <T> Optional<T> resolve(Mention<T> mention) {
        Map<String, Maker<?>> known = makers.getOrDefault(mention.kind(), Map.of());
        Maker<?> maker = known.get(mention.word());
        if (maker == null) {
            mention.unknown(known.keySet());
            return Optional.empty();
        }
        return make(mention, maker);
    }

    private <T, S extends Record> Optional<T> make(Mention<T> mention, Maker<S> maker) {
        Optional<S> settings = mention.settings(maker.settings);
        Made old = before.get(mention.place());
        if (settings.isPresent() && old != null && old.isLike(maker, settings.get())) {
            made.put(mention.place(), old);
            return Optional.of(mention.kind().cast(old.part));
        }
        Optional<T> part = settings.flatMap(each ->
                mention.create(each, create -> mention.kind().cast(maker.create.create(maker.word, create))));
        part.ifPresent(each -> made.put(mention.place(), new Made(maker, settings.get(), (Part) each)));
        return part;
    }

    /** How the part is written that was made for a place. */
    Printer.Spelling<?> spell(Object part, Place place) {
        Made one = made.get(place);
        if (one == null || !one.part.equals(part)) {
            throw new IllegalArgumentException("nothing like it was made for " + place);
        }
        return spelling(one.maker, one.settings);
    }

    /** How any part is written. */
    Printer.Spelling<?> spellAny(Object part, Place place) {
        Part one = (Part) part;
        return makers.values().stream()
                .map(each -> each.get(one.word()))
                .filter(maker -> maker != null && maker.settings.type().isInstance(one.settings()))
                .findFirst()
                .map(maker -> spelling(maker, one.settings()))
                .orElseThrow();
    }

    private static <S extends Record> Printer.Spelling<S> spelling(Maker<S> maker, Record settings) {
        return new Printer.Spelling<>(
                maker.word, maker.settings, maker.settings.type().cast(settings));
    }
}
