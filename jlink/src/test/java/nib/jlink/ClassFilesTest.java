package nib.jlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.instruction.DiscontinuedInstruction.JsrInstruction;
import java.lang.classfile.instruction.DiscontinuedInstruction.RetInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.reflect.AccessFlag;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassFilesTest {
    private static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final ModuleReader noSiblings;

    ClassFilesTest() throws IOException {
        noSiblings = ModuleFinder.ofSystem().find("java.base").orElseThrow().open();
    }

    @AfterEach
    void close() throws IOException {
        noSiblings.close();
    }

    @Test
    void raisesAnOldClassThatBranchesAndItStillWorks() throws Exception {
        byte[] old = absolute(ClassFile.JAVA_5_VERSION);

        byte[] raised = new ClassFiles(noSiblings).raised(old);

        assertTrue(ClassFiles.isOld(old));
        assertFalse(ClassFiles.isOld(raised));
        assertEquals(7, run(raised).applyAsInt(-7));
        assertEquals(7, run(raised).applyAsInt(7));
    }

    @Test
    void leavesAClassThatHasNoStackMapsAsItIs() {
        byte[] old = withSubroutine();

        assertSame(old, new ClassFiles(noSiblings).raised(old));
    }

    private static IntUnaryOperator run(byte[] bytes) throws ReflectiveOperationException {
        Class<?> type = new ClassLoader(ClassFilesTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass("Absolute", bytes, 0, bytes.length);
            }
        }.define();
        return (IntUnaryOperator) type.getConstructor().newInstance();
    }

    /** An operator with a branch, as an old compiler wrote it: without stack maps. */
    private static byte[] absolute(int version) {
        return ClassFile.of(StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("Absolute"),
                        type -> type.withVersion(version, 0)
                                .withFlags(AccessFlag.PUBLIC, AccessFlag.SUPER)
                                .withInterfaceSymbols(ClassDesc.ofDescriptor(IntUnaryOperator.class.descriptorString()))
                                .withMethodBody(
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void,
                                        ClassFile.ACC_PUBLIC,
                                        code -> code.aload(0)
                                                .invokespecial(
                                                        ConstantDescs.CD_Object,
                                                        ConstantDescs.INIT_NAME,
                                                        ConstantDescs.MTD_void)
                                                .return_())
                                .withMethodBody("applyAsInt", INT_TO_INT, ClassFile.ACC_PUBLIC, code -> {
                                    var positive = code.newLabel();
                                    code.iload(1)
                                            .ifge(positive)
                                            .iload(1)
                                            .ineg()
                                            .ireturn()
                                            .labelBinding(positive)
                                            .iload(1)
                                            .ireturn();
                                }));
    }

    /** Subroutines are what compilers before Java 6 made of "finally". */
    private static byte[] withSubroutine() {
        return ClassFile.of(StackMapsOption.DROP_STACK_MAPS)
                .build(
                        ClassDesc.of("Old"),
                        type -> type.withVersion(ClassFile.JAVA_4_VERSION, 0)
                                .withMethodBody("run", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                                    var subroutine = code.newLabel();
                                    code.with(JsrInstruction.of(subroutine))
                                            .return_()
                                            .labelBinding(subroutine)
                                            .astore(0)
                                            .with(RetInstruction.of(0));
                                }));
    }
}
