package nib.policies;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;

class WeightedTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new Weighted();
    }

    @Override
    protected Settings.None settings() {
        return new Settings.None();
    }

    @Override
    protected boolean isSticky() {
        return false;
    }

    @Override
    protected boolean isConsistent() {
        return false;
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    @Override
    protected double tolerance() {
        return 0.001;
    }
}
