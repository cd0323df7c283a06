package nib.rate;

import java.time.Duration;
import java.util.Optional;
import nib.rate.RateSettings.Over;
import nib.rate.RateSettings.Per;
import nib.spi.Guard;
import nib.testkit.GuardContract;

class RateContractTest extends GuardContract<RateSettings> {
    @Override
    protected Guard.Provider<RateSettings> provider() {
        return new RateProvider();
    }

    @Override
    protected RateSettings settings() {
        Over over = new Over(Optional.empty(), Optional.of("slow"), Optional.empty());
        return new RateSettings(1, Duration.ofSeconds(1), 0, Per.CLIENT, 24, 64, 1000, over);
    }
}
