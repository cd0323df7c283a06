package nib.distribution;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a compiled class holds on to. */
final class Constants {
    private Constants() {}

    /** The texts in its code. */
    static Stream<String> strings(ClassModel type) {
        return entries(type).filter(StringEntry.class::isInstance).map(entry -> ((StringEntry) entry).stringValue());
    }

    /** The packages of the classes that it uses. */
    static Stream<String> packages(ClassModel type) {
        return entries(type)
                .filter(ClassEntry.class::isInstance)
                .map(entry -> ((ClassEntry) entry).asSymbol())
                .filter(used -> !used.isArray())
                .map(used -> used.packageName());
    }

    private static Stream<PoolEntry> entries(ClassModel type) {
        return StreamSupport.stream(type.constantPool().spliterator(), false);
    }
}
