package nib.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Marks a property that holds only for subjects that claim something; for others it is reported as skipped. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@AddLifecycleHook(OnlyIf.Hook.class)
@interface OnlyIf {
    /** The method of the contract that answers whether the subject claims it. */
    String value();

    /** Asks the subject before the first try: a property all of whose tries were skipped would count as failed. */
    final class Hook implements SkipExecutionHook {
        /** For jqwik. */
        public Hook() {}

        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            String claim = context.findAnnotation(OnlyIf.class).orElseThrow().value();
            Method marked = (Method) context.optionalElement().orElseThrow();
            Object subject =
                    context.newInstance(context.optionalContainerClass().orElseThrow());
            return claims(subject, marked.getDeclaringClass(), claim)
                    ? SkipResult.doNotSkip()
                    : SkipResult.skip(claim + " is not claimed");
        }

        private static boolean claims(Object subject, Class<?> contract, String claim) {
            try {
                Method asked = contract.getDeclaredMethod(claim);
                asked.setAccessible(true);
                return (Boolean) asked.invoke(subject);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot ask " + subject + " for " + claim, e);
            }
        }
    }
}
