package nib.policies;

import nib.spi.Policy;
import nib.testkit.PolicyContract;

class MaglevTest extends PolicyContract<Maglev.MaglevSettings> {
    @Override
    protected Policy.Provider<Maglev.MaglevSettings> provider() {
        return new Maglev();
    }

    @Override
    protected Maglev.MaglevSettings settings() {
        return new Maglev.MaglevSettings(Key.ADDRESS, 0, 0);
    }

    @Override
    protected boolean followsLoad() {
        return false;
    }
}
