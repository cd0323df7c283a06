package nib.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of a class as its author would, and tells how each ended. */
final class Verdicts {
    private Verdicts() {}

    /** The word {@code passed}, {@code skipped} or {@code failed} with its message, by the test's name. */
    static Map<String, String> of(Class<?> tests) {
        return run(selectClass(tests));
    }

    /** The same for one test that is expected to fail, and so need not wait for long. */
    static String of(Class<?> tests, String name) {
        Method method = Arrays.stream(tests.getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no test is called " + name));
        System.setProperty("nib.testkit.patience", "1");
        try {
            return run(selectMethod(tests, method)).getOrDefault(name, "not run");
        } finally {
            System.clearProperty("nib.testkit.patience");
        }
    }

    private static Map<String, String> run(DiscoverySelector tests) {
        Map<String, String> verdicts = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(tests)
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.database", "target/jqwik-broken-subjects")
                .configurationParameter("jqwik.failures.after.default", "RANDOM_SEED")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    String message =
                            result.getThrowable().map(Throwable::toString).orElse("");
                    verdicts.put(
                            name(test),
                            result.getStatus() == TestExecutionResult.Status.FAILED ? "failed: " + message : "passed");
                }
            }

            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                verdicts.put(name(test), "skipped: " + reason);
            }
        });
        return verdicts;
    }

    /** The names of those that failed. */
    static List<String> failed(Map<String, String> verdicts) {
        return verdicts.entrySet().stream()
                .filter(verdict -> verdict.getValue().startsWith("failed"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String name(TestIdentifier test) {
        return test.getDisplayName().replaceAll("\\(.*", "").replace(' ', '_');
    }
}
