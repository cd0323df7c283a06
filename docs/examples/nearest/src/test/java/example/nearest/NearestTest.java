package example.nearest;

import nib.spi.Policy;
import nib.testkit.PolicyContract;

/** Everything is claimed that is not denied here. */
class NearestTest extends PolicyContract<NearestSettings> {
    @Override
    protected Policy.Provider<NearestSettings> provider() {
        return new NearestProvider();
    }

    @Override
    protected NearestSettings settings() {
        return new NearestSettings(8);
    }

    /** Near is near, whatever the others get. */
    @Override
    protected boolean isFair() {
        return false;
    }

    @Override
    protected boolean respectsWeights() {
        return false;
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }

    /** If all clients are near one server, all of them move when it leaves. */
    @Override
    protected boolean isConsistent() {
        return false;
    }

    /** All of them: it must know the distance of each. */
    @Override
    protected int looks() {
        return Integer.MAX_VALUE;
    }
}
