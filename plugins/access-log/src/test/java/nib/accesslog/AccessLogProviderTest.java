package nib.accesslog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nib.spi.Observer;
import nib.testkit.ObserverContract;

class AccessLogProviderTest extends ObserverContract<AccessLogSettings> {
    private static final Path FILE = temporary();

    @Override
    protected Observer.Provider<AccessLogSettings> provider() {
        return new AccessLogProvider();
    }

    @Override
    protected AccessLogSettings settings() {
        return new AccessLogSettings(FILE, AccessLogSettings.Form.JSON, 1000);
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("access", ".log");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
