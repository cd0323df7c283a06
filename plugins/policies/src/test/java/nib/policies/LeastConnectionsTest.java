package nib.policies;

import nib.spi.Policy;
import nib.spi.Settings;
import nib.testkit.PolicyContract;

class LeastConnectionsTest extends PolicyContract<Settings.None> {
    @Override
    protected Policy.Provider<Settings.None> provider() {
        return new LeastConnections();
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
    protected double tolerance() {
        return 0.001;
    }

    @Override
    protected int crowding() {
        return 8;
    }
}
