package nib.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values that make sense, both ends included: for numbers and, written like {@code 1ms}, durations. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The smallest value, as one would write it in YAML. */
    String min();

    /** The largest value; empty for no end. */
    String max() default "";
}
