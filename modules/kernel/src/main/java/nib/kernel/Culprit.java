package nib.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whose code a thread is in.
 *
 * @param module the module, or {@code ?} where there is none
 * @param place class, method and line
 */
record Culprit(String module, String place) {
    /** The innermost that is neither the platform's nor the kernel's own, if there is one. */
    static Optional<Culprit> of(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !isOurs(frame))
                .findFirst()
                .map(frame -> new Culprit(frame.getModuleName() == null ? "?" : frame.getModuleName(), place(frame)));
    }

    private static boolean isOurs(StackTraceElement frame) {
        String module = String.valueOf(frame.getModuleName());
        return module.startsWith("java.")
                || module.startsWith("jdk.")
                || frame.getClassName().startsWith(Culprit.class.getPackageName() + ".");
    }

    private static String place(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }
}
