package nib.unix;

import java.nio.file.Path;
import java.util.List;
import nib.api.Address;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.testkit.TransportContract;
import org.junit.jupiter.api.io.TempDir;

class UnixContractTest extends TransportContract<Settings.None> {
    @TempDir
    static Path folder;

    @Override
    protected Transport.Provider<Settings.None> provider() {
        return new UnixProvider();
    }

    @Override
    protected Settings.None settings() {
        return new Settings.None();
    }

    @Override
    protected List<Address> places() {
        return List.of(
                new Address.Unix(folder.resolve("one").toString()),
                new Address.Unix(folder.resolve("two").toString()));
    }

    /** A Unix socket answers at once or not at all. */
    @Override
    protected boolean timesOut() {
        return false;
    }

    /** Clients have no names. */
    @Override
    protected boolean takesSource() {
        return false;
    }

    /** There is none where everything was read, see {@link UnixWireTest}. */
    @Override
    protected boolean resets() {
        return false;
    }
}
