package nib.linux;

import java.lang.foreign.Linker;
import java.util.Optional;

/** Whether this module can work here. */
public final class Linux {
    private Linux() {}

    /**
     * What is missing, in words that complete "needs ...", or empty if everything is there: Linux on x86-64 or aarch64,
     * glibc, and the permission to call native code ({@code --enable-native-access=nib.linux}). Cheap, changes nothing,
     * from any thread.
     */
    public static Optional<String> missing() {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        if (!system.equals("Linux")) {
            return Optional.of("Linux, and this is " + system);
        }
        if (!processor.equals("amd64") && !processor.equals("aarch64")) {
            return Optional.of("x86-64 or aarch64, and this is " + processor);
        }
        if (!Linux.class.getModule().isNativeAccessEnabled()) {
            return Optional.of("leave to call native code: --enable-native-access=nib.linux");
        }
        if (Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version").isEmpty()) {
            return Optional.of("glibc, and this is another C library");
        }
        return Optional.empty();
    }
}
