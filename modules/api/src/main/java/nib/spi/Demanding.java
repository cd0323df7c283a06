package nib.spi;

import java.util.List;
import nib.api.Address;

/** A part that needs something of machines, for {@code nib doctor}. */
public interface Demanding {
    /**
     * What it needs. Pure.
     *
     * @param listening where the listeners are that it carries
     */
    List<Demand> demands(List<Address> listening);
}
