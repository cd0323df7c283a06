package nib.unix;

import java.nio.file.Path;
import java.util.List;
import nib.api.Address;
import nib.spi.Settings;
import nib.spi.Transport;
import nib.testkit.TransportContract;

class UnixContractTest extends TransportContract<Settings.None> {
    /** A folder of temporary files would come from JUnit, which does not know of jqwik's tests; nothing stays there. */
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

    private static final long PROCESS = ProcessHandle.current().pid();

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
        return List.of(place("one"), place("two"));
    }

    private static Address place(String name) {
        return new Address.Unix(
                FOLDER.resolve("nib-unix-" + PROCESS + "-" + name).toString());
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
