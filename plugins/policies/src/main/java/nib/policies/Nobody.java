package nib.policies;

import nib.api.Client;
import nib.spi.Policy;

/** What there is to choose when there are no servers. */
enum Nobody implements Policy.Chooser {
    /** The only one. */
    THERE;

    @Override
    public int choose(Client client, Policy.Attempt attempt) {
        return NONE;
    }

    @Override
    public int peek(Client client, Policy.Attempt attempt) {
        return NONE;
    }
}
