package nib.tcp;

import nib.spi.Settings;
import nib.spi.Transport;
import nib.testkit.TransportContract;

class TcpProviderTest extends TransportContract<Settings.None> {
    @Override
    protected Transport.Provider<Settings.None> provider() {
        return new TcpProvider();
    }

    @Override
    protected Settings.None settings() {
        return new Settings.None();
    }
}
