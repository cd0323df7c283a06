package nib.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import nib.spi.Provider;

/** The Java that a plugin was compiled for. */
final class ClassLevel {
    /** Class files of Java 1 begin with 45 (JVMS §4.1). */
    private static final int BEFORE_JAVA_1 = 44;

    private ClassLevel() {}

    /** Such as 21; a hyphen where that cannot be seen. */
    static String words(Provider<?, ?> provider) {
        Class<?> type = provider.getClass();
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                return "-";
            }
            DataInputStream data = new DataInputStream(bytes);
            data.readInt(); // the magic number
            data.readUnsignedShort(); // the minor version
            return String.valueOf(data.readUnsignedShort() - BEFORE_JAVA_1);
        } catch (IOException e) {
            return "-";
        }
    }
}
