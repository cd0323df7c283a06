package nib.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operating system tells the process. The JDK has no other interface for signals than {@code sun.misc.Signal},
 * and warns of it in a way that cannot be turned off; so it is called by reflection, and only here.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private Signals() {}

    /** Lets HUP reload, and TERM and INT stop. A signal that the process was started to ignore stays ignored. */
    static void obey(Steward steward) {
        on("HUP", () -> reload(steward));
        on("TERM", steward::stop);
        on("INT", steward::stop);
    }

    private static void reload(Steward steward) {
        try {
            steward.reload();
        } catch (Refusal refusal) {
            // has been logged; what was in force stays
        }
    }

    /** Runs a task whenever a signal comes, on a thread of its own each time. */
    private static void on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        task.run();
                        return null;
                    });
            Object which = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, which, ours);
        } catch (InvocationTargetException e) {
            LOG.warn("the signal {} cannot be obeyed: {}", name, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals cannot be obeyed: {}", e.toString());
        }
    }
}
