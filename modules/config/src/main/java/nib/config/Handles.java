package nib.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way into a record that its module need not export.
 *
 * @param constructor takes an array of values, returns an object
 * @param accessors each takes a record, returns an object
 */
record Handles(MethodHandle constructor, List<MethodHandle> accessors) {
    /** Keeps a copy. */
    Handles {
        accessors = List.copyOf(accessors);
    }

    /** The ways that a lookup opens. */
    static Handles of(Class<? extends Record> type, MethodHandles.Lookup lookup) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandles.Lookup inside = inside(type, lookup);
            MethodHandle constructor = inside.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            List<MethodHandle> accessors = new ArrayList<>();
            for (RecordComponent component : components) {
                accessors.add(inside.findVirtual(type, component.getName(), MethodType.methodType(component.getType()))
                        .asType(MethodType.methodType(Object.class, Record.class)));
            }
            return new Handles(constructor, accessors);
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
        return call(() -> (Object) constructor.invokeExact(values));
    }

    /** The value of a component, by its number. */
    Object value(Record from, int index) {
        return call(() -> (Object) accessors.get(index).invokeExact(from));
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
