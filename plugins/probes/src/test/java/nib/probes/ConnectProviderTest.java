package nib.probes;

import java.time.Duration;
import nib.spi.Probe;
import nib.testkit.ProbeContract;

class ConnectProviderTest extends ProbeContract<ConnectSettings> {
    @Override
    protected Probe.Provider<ConnectSettings> provider() {
        return new ConnectProvider();
    }

    @Override
    protected ConnectSettings settings() {
        return new ConnectSettings(Duration.ofSeconds(2), Duration.ofSeconds(1), 3, 2);
    }

    @Override
    protected boolean looksAtTheAnswer() {
        return false;
    }
}
