package nib.policies;

import nib.spi.Policy;
import nib.testkit.PolicyContract;

class HashTest extends PolicyContract<Hash.HashSettings> {
    @Override
    protected Policy.Provider<Hash.HashSettings> provider() {
        return new Hash();
    }

    @Override
    protected Hash.HashSettings settings() {
        return new Hash.HashSettings(Key.ADDRESS);
    }

    @Override
    protected boolean respectsWeights() {
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
}
