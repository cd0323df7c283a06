import org.jspecify.annotations.NullMarked;

/** One contract for each kind of plugin, and what tests need. */
@NullMarked
module nib.testkit {
    requires static org.jspecify;
    requires jdk.management;
    requires transitive nib.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive net.jqwik.api;

    exports nib.testkit;
}
