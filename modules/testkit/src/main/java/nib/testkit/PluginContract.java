package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import nib.spi.About;
import nib.spi.Provider;
import nib.spi.Settings;
import org.junit.jupiter.api.Test;

/**
 * What every plugin keeps, whatever its kind. A plugin's test extends the contract of its kind, for instance {@link
 * PolicyContract}, and supplies the subject; what a plugin does not claim to do, its test says by overriding the
 * methods that answer {@code true} here.
 *
 * @param <S> the plugin's record of settings
 */
public abstract class PluginContract<S extends Record> {
    /** For the contracts of this kit. */
    PluginContract() {}

    /** The plugin, new or the same again. */
    protected abstract Provider<S, ?> provider();

    /** Settings with which everything that the test claims is true. */
    protected abstract S settings();

    /** A fresh part made of {@link #settings}. */
    abstract Object part();

    /** The word is how people write it in a configuration. */
    @Test
    public void theWordIsLowerCaseWithDigitsAndHyphens() {
        assertTrue(
                provider().word().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
                provider().word());
    }

    /** A house finds plugins through the module system, and settings through the lookup that they bring. */
    @Test
    public void theHouseMayConstructTheSettings() {
        Settings<S> settings = provider().settings();
        MethodType constructor = MethodType.methodType(
                void.class,
                Arrays.stream(settings.type().getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
        assertDoesNotThrow(() -> settings.lookup().findConstructor(settings.type(), constructor));
        assertEquals(settings.type(), settings().getClass());
    }

    /** Help, schema and documentation are made of these sentences. */
    @Test
    public void everySettingSaysWhatItIsFor() {
        for (RecordComponent component : provider().settings().type().getRecordComponents()) {
            About about = component.getAnnotation(About.class);
            assertNotNull(about, () -> component.getName() + " has no @About");
            assertTrue(about.value().endsWith("."), () -> component.getName() + ": a sentence ends in a full stop");
        }
    }

    /** A configuration can be checked without anything happening. */
    @Test
    public void creatingStartsNoThreadAndOpensNothing() {
        Footprint.assertNone("create", this::part);
    }
}
