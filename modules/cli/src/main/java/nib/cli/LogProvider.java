package nib.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Makes SLF4J write by {@link LogLines}. Why not one of the usual back ends: docs/decisions/0002-logging.md. */
public final class LogProvider implements SLF4JServiceProvider {
    private @Nullable IMarkerFactory markers;
    private @Nullable MDCAdapter diagnostics;

    /** For the service loader. */
    public LogProvider() {}

    @Override
    public void initialize() {
        markers = new BasicMarkerFactory();
        diagnostics = new NOPMDCAdapter();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return LogLines::new;
    }

    @Override
    public @Nullable IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public @Nullable MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99"; // as SLF4J wants it: the newest of this line
    }
}
