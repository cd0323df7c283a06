package nib.folder;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which Java the classes of a jar need. */
final class ClassLevel {
    private static final int MAGIC = 0xCAFEBABE;

    /** Class files of Java 1 begin with 45 (JVMS §4.1). */
    private static final int BEFORE_JAVA_1 = 44;

    private ClassLevel() {}

    /** The newest that one of them needs, such as 21; alternatives for newer ones (JEP 238) do not count. */
    static int of(Path jar) throws Unfit {
        int java = 1;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    java = Math.max(java, of(zip, entry));
                }
            }
        } catch (IOException e) {
            throw Unfit.because(jar.getFileName() + " cannot be read as a jar", e);
        }
        return java;
    }

    private static int of(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream bytes = zip.getInputStream(entry);
                DataInputStream data = new DataInputStream(bytes)) {
            if (data.readInt() != MAGIC) {
                throw new IOException(entry.getName() + " is no class file");
            }
            data.readUnsignedShort(); // the minor version
            return data.readUnsignedShort() - BEFORE_JAVA_1;
        }
    }
}
