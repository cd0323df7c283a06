package nib.dryrun;

import java.util.List;
import nib.api.Verdict;
import nib.spi.Guard;
import nib.testkit.GuardContract;

class DryRunContractTest extends GuardContract<DryRunSettings> {
    private static final Verdict DENY = new Verdict.Deny(Verdict.How.DENY, "odd port");
    private static final Verdict ALLOW = new Verdict.Allow("even port");

    @Override
    protected Guard.Provider<DryRunSettings> provider() {
        return new DryRunProvider();
    }

    @Override
    protected DryRunSettings settings() {
        return new DryRunSettings(List.of(client -> client.port() % 2 == 1 ? DENY : ALLOW));
    }

    /** What it says of whom it would have turned away is only made for those who ask. */
    @Override
    protected boolean keepsItsVerdicts() {
        return false;
    }
}
