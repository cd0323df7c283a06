package example.blocklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nib.api.Ip;
import nib.spi.Guard;
import nib.testkit.GuardContract;

class BlocklistTest extends GuardContract<BlocklistSettings> {
    @Override
    protected Guard.Provider<BlocklistSettings> provider() {
        return new BlocklistProvider();
    }

    @Override
    protected BlocklistSettings settings() {
        return new BlocklistSettings(list("[\"192.0.2.0/24\", \"2001:db8::/32\"]"));
    }

    /** Where the contract tries clients from near by. */
    @Override
    protected List<Ip> interesting() {
        return List.of(Ip.parse("192.0.2.1"), Ip.parse("2001:db8::1"));
    }

    static Path list(String text) {
        try {
            return Files.writeString(Path.of("target", "list.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
