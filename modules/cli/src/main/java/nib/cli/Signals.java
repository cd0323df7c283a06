package nib.cli;

import java.io.Closeable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operating system tells the process. The JDK has no other interface for signals than {@code sun.misc.Signal},
 * and warns of it in a way that cannot be turned off; so it is called by reflection, and only here.
 */
final class Signals implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final List<Runnable> undo = new ArrayList<>();

    private Signals() {}

    /**
     * Lets HUP reload, and TERM and INT stop, until closed; then what was before is again. A signal that the process was
     * started to ignore stays ignored.
     */
    static Signals obey(Steward steward) {
        Signals signals = new Signals();
        try {
            signals.on("HUP", () -> reload(steward));
            signals.on("TERM", steward::stop);
            signals.on("INT", steward::stop);
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals cannot be obeyed: {}", e.toString());
        }
        return signals;
    }

    private static void reload(Steward steward) {
        try {
            steward.reload();
        } catch (Refusal refusal) {
            // has been logged; what was in force stays
        }
    }

    /** Runs a task whenever a signal comes, on a thread of its own each time. */
    private void on(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    task.run();
                    return null;
                });
        try {
            Object before = handle(name, ours);
            undo.add(() -> restore(name, before));
        } catch (InvocationTargetException e) {
            LOG.warn("the signal {} cannot be obeyed: {}", name, String.valueOf(e.getCause()));
        }
    }

    private static void restore(String name, @Nullable Object before) {
        try {
            handle(name, before);
        } catch (ReflectiveOperationException e) {
            LOG.warn("the signal {} cannot be given back: {}", name, e.toString());
        }
    }

    private static @Nullable Object handle(String name, @Nullable Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Object which = signal.getConstructor(String.class).newInstance(name);
        return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, which, handler);
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
