package nib.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one component that may be written alone, in place of the whole record: {@code 10.0.0.1:80} for {@code
 * {address: 10.0.0.1:80}}. Needs every other component to be optional.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Shorthand {}
