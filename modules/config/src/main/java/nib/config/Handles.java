package nib.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way into a record that its module need not export. Handles are made to measure only when they are needed: each
 * costs a class that the JVM writes, and a start that prints nothing needs no accessor.
 */
final class Handles {
    private final MethodHandles.Lookup inside;
    private final List<RecordComponent> components;
    private final MethodHandle constructor;
    private final @Nullable MethodHandle[] accessors;

    private Handles(MethodHandles.Lookup inside, List<RecordComponent> components, MethodHandle constructor) {
        this.inside = inside;
        this.components = components;
        this.constructor = constructor;
        this.accessors = new @Nullable MethodHandle[components.size()];
    }

    /**
     * The way that a lookup opens.
     *
     * @throws IllegalArgumentException if it opens none
     */
    static Handles of(Class<? extends Record> type, MethodHandles.Lookup lookup) {
        List<RecordComponent> components = List.of(type.getRecordComponents());
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandles.Lookup inside = inside(type, lookup);
            return new Handles(
                    inside, components, inside.findConstructor(type, MethodType.methodType(void.class, types)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be reached: its lookup must be of the class that declares it", e);
        }
    }

    /** As the record itself sees it, if the lookup may; private records need that, public ones of others do not. */
    private static MethodHandles.Lookup inside(Class<?> type, MethodHandles.Lookup lookup) {
        try {
            return MethodHandles.privateLookupIn(type, lookup);
        } catch (IllegalAccessException e) {
            return lookup;
        }
    }

    /** Makes a record; what its constructor throws comes through. */
    Object construct(@Nullable Object[] values) {
        return call(() -> constructor.invokeWithArguments(values));
    }

    /** The value of a component, by its number. */
    Object value(Record from, int index) {
        MethodHandle known = accessors[index];
        MethodHandle accessor = known == null ? accessor(index) : known;
        return call(() -> (Object) accessor.invokeExact(from));
    }

    /** Found twice by two threads at worst: both find the same. */
    private MethodHandle accessor(int index) {
        RecordComponent component = components.get(index);
        try {
            MethodHandle accessor = inside.findVirtual(
                            component.getDeclaringRecord(),
                            component.getName(),
                            MethodType.methodType(component.getType()))
                    .asType(MethodType.methodType(Object.class, Record.class));
            accessors[index] = accessor;
            return accessor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(component + " cannot be reached", e);
        }
    }

    /** A call through a handle: by its signature it may throw anything, by our use nothing checked. */
    private interface Call {
        Object call() throws Throwable;
    }

    private static Object call(Call call) {
        try {
            return call.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
