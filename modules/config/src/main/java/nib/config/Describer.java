package nib.config;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nib.spi.About;
import nib.spi.Default;
import nib.spi.Range;
import nib.spi.Shorthand;

/** Reads the declaration of a record. */
final class Describer {
    private final Scalars scalars;
    private final MethodHandles.Lookup lookup;
    private final Set<Class<?>> around = new LinkedHashSet<>();

    Describer(Scalars scalars, MethodHandles.Lookup lookup) {
        this.scalars = scalars;
        this.lookup = lookup;
    }

    <S extends Record> Description<S> describe(Class<S> type) {
        if (!around.add(type)) {
            throw new IllegalArgumentException(type.getName() + " stands within itself");
        }
        RecordComponent[] components = type.getRecordComponents();
        List<Setting> settings = Stream.of(components).map(this::setting).toList();
        Optional<Setting> shorthand =
                settings.stream().filter(Setting::shorthand).findFirst();
        shorthand.ifPresent(alone -> checkShorthand(type, alone, settings));
        around.remove(type);
        String about = Optional.ofNullable(type.getAnnotation(About.class))
                .map(About::value)
                .orElse("");
        return new Description<>(type, about, settings, Handles.of(type, lookup));
    }

    private static void checkShorthand(Class<?> type, Setting alone, List<Setting> settings) {
        List<Setting> others =
                settings.stream().filter(each -> !each.shorthand()).toList();
        boolean only = others.size() == settings.size() - 1;
        if (!only || alone.type() instanceof Type.MapOf || !others.stream().allMatch(Setting::optional)) {
            throw new IllegalArgumentException("the shorthand of " + type.getName()
                    + " must be the only one, not a map, and everything beside it optional");
        }
    }

    private Setting setting(RecordComponent component) {
        java.lang.reflect.Type declared = component.getGenericType();
        boolean maybe = component.getType() == Optional.class;
        Optional<String> fallback =
                Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value);
        if (maybe && (fallback.isPresent() || !(declared instanceof ParameterizedType))) {
            throw wrong(component, "is an Optional of nothing, or has a default as well");
        }
        Optional<Setting.Limits> limits = Optional.ofNullable(component.getAnnotation(Range.class))
                .map(range -> new Setting.Limits(range.min(), range.max()));
        Setting setting = new Setting(
                Words.kebab(component.getName()),
                component.getName(),
                type(component, maybe ? argument(declared, 0) : declared, limits),
                maybe || fallback.isPresent(),
                fallback,
                Optional.ofNullable(component.getAnnotation(About.class))
                        .map(About::value)
                        .orElse(""),
                component.isAnnotationPresent(Shorthand.class));
        if (limits.isPresent() && setting.limits().isEmpty()) {
            throw wrong(component, "has a range, but is neither a number nor a duration");
        }
        check(component, setting);
        return setting;
    }

    private Type type(RecordComponent component, java.lang.reflect.Type declared, Optional<Setting.Limits> limits) {
        if (declared instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new Type.ListOf(type(component, argument(generic, 0), limits));
            }
            if (generic.getRawType() == Map.class && argument(generic, 0) == String.class) {
                return new Type.MapOf(type(component, argument(generic, 1), limits));
            }
        }
        if (declared instanceof Class<?> plain) {
            Scalars.Format<?> format = scalars.format(plain);
            if (format != null) {
                return new Type.Single(
                        format.type(), format.words(), format.example(), limits(component, format, limits));
            }
            if (plain.isEnum()) {
                return choice(plain);
            }
            if (plain.isRecord()) {
                return new Type.Group(describe(plain.asSubclass(Record.class)));
            }
            if (plain.isInterface() && plain.getTypeParameters().length == 0) {
                return new Type.Part(plain);
            }
        }
        throw wrong(component, "has a type that cannot be bound: " + declared.getTypeName());
    }

    private static java.lang.reflect.Type argument(java.lang.reflect.Type generic, int index) {
        return ((ParameterizedType) generic).getActualTypeArguments()[index];
    }

    private static Type choice(Class<?> type) {
        @SuppressWarnings("unchecked")
        Class<? extends Enum<?>> words = (Class<? extends Enum<?>>) type;
        return new Type.Choice(
                words,
                Stream.of(words.getEnumConstants())
                        .map(each -> Words.kebab(each.name()))
                        .toList());
    }

    private static Optional<Setting.Limits> limits(
            RecordComponent component, Scalars.Format<?> format, Optional<Setting.Limits> limits) {
        if (!Limit.applies(format)) {
            return Optional.empty();
        }
        try {
            limits.ifPresent(each -> Limit.check(format, each));
        } catch (IllegalArgumentException e) {
            throw wrong(component, "has a range that cannot be read: " + e.getMessage());
        }
        return limits;
    }

    private void check(RecordComponent component, Setting setting) {
        if (setting.fallback().isPresent()) {
            Problems problems = new Problems();
            Mark nowhere = new Mark(Source.of("default", ""), 0, 0);
            Binding binding = new Binding(scalars, Binding.NO_PARTS, problems);
            Optional<Node> node = binding.written(setting.fallback().get(), nowhere);
            if (!setting.type().hasParts()) {
                node.ifPresent(each -> binding.value(each, setting.type(), Place.ROOT));
            }
            if (!problems.isEmpty()) {
                throw wrong(
                        component,
                        "has a default that does not fit: "
                                + problems.sorted().get(0).message());
            }
        }
    }

    private static IllegalArgumentException wrong(RecordComponent component, String what) {
        String record = component.getDeclaringRecord().getName();
        return new IllegalArgumentException("component " + component.getName() + " of " + record + " " + what);
    }
}
