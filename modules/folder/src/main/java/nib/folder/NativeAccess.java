package nib.folder;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Lets plugins call native code, which from Java 22 on needs a permission (JEP 472) that we can hand on. */
final class NativeAccess {
    private NativeAccess() {}

    static void grant(ModuleLayer.Controller controller) {
        if (Runtime.version().feature() < 22) {
            return;
        }
        try {
            // By name, since this must be compiled for Java 21 too.
            Method enable = ModuleLayer.Controller.class.getMethod("enableNativeAccess", Module.class);
            for (Module one : controller.layer().modules()) {
                enable.invoke(controller, one);
            }
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            // Java warns about the first native call, and lets it through
        }
    }
}
