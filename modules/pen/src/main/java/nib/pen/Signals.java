package nib.pen;

import java.lang.reflect.Proxy;

/**
 * What the operating system tells the process. The JDK has no other interface for signals than {@code sun.misc.Signal},
 * which a compiler warns of; so it is reached by name.
 */
final class Signals {
    private Signals() {}

    /** Does something whenever a signal comes, on a thread of the virtual machine. */
    static void on(String name, Runnable deed) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            deed.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no signal " + name, e);
        }
    }
}
