package nib.geoip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nib.api.Ip;
import nib.spi.Guard;
import nib.testkit.GuardContract;

class GeoipContractTest extends GuardContract<GeoipSettings> {
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("nib-geoip", ".mmdb");
            file.toFile().deleteOnExit();
            return Files.write(file, Databases.world().bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Guard.Provider<GeoipSettings> provider() {
        return new GeoipProvider();
    }

    @Override
    protected GeoipSettings settings() {
        return Databases.settings(
                FILE,
                Databases.ALLOW,
                Databases.deny(Databases.countries("FR", "KP")),
                Databases.pool("us", Databases.countries("US")));
    }

    @Override
    protected List<Ip> interesting() {
        return Stream.of("10.0.0.0", "10.1.255.255", "192.0.2.1", "2001:db8::", "2001:db8:1::1")
                .map(Ip::parse)
                .toList();
    }
}
