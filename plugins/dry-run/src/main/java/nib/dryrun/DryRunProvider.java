package nib.dryrun;

import java.lang.invoke.MethodHandles;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;

/** Brings the word {@code dry-run} to life. */
public final class DryRunProvider implements Guard.Provider<DryRunSettings> {
    /** For the service loader. */
    public DryRunProvider() {}

    @Override
    public String word() {
        return "dry-run";
    }

    @Override
    public Settings<DryRunSettings> settings() {
        return new Settings<>(DryRunSettings.class, MethodHandles.lookup());
    }

    @Override
    public Guard create(DryRunSettings settings) {
        if (settings.guards().isEmpty()) {
            throw new Complaint("guards", "expected a guard to be tried");
        }
        return new DryRun(settings.guards());
    }
}
