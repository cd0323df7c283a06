package nib.jlink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.lang.module.ModuleReader;
import org.jspecify.annotations.Nullable;

/**
 * Raises classes from before Java 6 so that the cache for a quick start can hold them.
 *
 * <p>The virtual machine leaves such classes out ("Old class has been linked"), because it verifies them in an old way
 * whose result cannot be stored. Some libraries are still compiled that way to run everywhere; with one of them on the
 * path to {@code main}, half of the start was spent loading it. Raised means: the version of Java 6 and stack maps
 * (JVMS §4.7.4), computed anew. A class that does not come out valid stays as it was.
 */
final class ClassFiles {
    /** Java 6, the first whose classes are verified by stack maps (JVMS §4.10.1). */
    private static final int LEAST = ClassFile.JAVA_6_VERSION;

    private final ClassFile classFile;

    /** For the classes of one module. */
    ClassFiles(ModuleReader module) {
        ClassHierarchyResolver siblings = ClassHierarchyResolver.ofResourceParsing(type -> open(module, type));
        classFile = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(siblings.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    static boolean isOld(byte[] bytes) {
        int major = ((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff);
        return major < LEAST;
    }

    /** The same class for a newer virtual machine, or the bytes as they are. */
    byte[] raised(byte[] bytes) {
        try {
            byte[] raised = classFile.transformClass(classFile.parse(bytes), RAISE);
            return classFile.verify(raised).isEmpty() ? raised : bytes;
        } catch (IllegalArgumentException e) {
            // Subroutines of old compilers (jsr), or a superclass that is nowhere: such a class has no stack maps.
            return bytes;
        }
    }

    private static final ClassTransform VERSION = (builder, element) -> {
        if (element instanceof ClassFileVersion) {
            builder.withVersion(LEAST, 0);
        } else {
            builder.with(element);
        }
    };

    /** Code is taken apart and put together again: copied as it is, it would get no stack maps. */
    private static final ClassTransform RAISE =
            VERSION.andThen(ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element)));

    private static @Nullable InputStream open(ModuleReader module, ClassDesc type) {
        String descriptor = type.descriptorString();
        String path = descriptor.substring(1, descriptor.length() - 1) + ".class";
        try (InputStream stream = module.open(path).orElse(null)) {
            return stream == null ? null : new ByteArrayInputStream(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
