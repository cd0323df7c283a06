package nib.bench.compare;

import java.io.IOException;

/** Something that all candidates do in turn. */
interface Work {
    String name();

    /** One line that says what is done, and in what kind of loop. */
    String about();

    Carries carries();

    /** Why it cannot be done here; empty when it can. */
    String missing();

    /** Gets a candidate ready for it. */
    Trial begin(Stage stage, Candidate candidate, Order order) throws IOException;
}
