package nib.cli;

import java.util.Optional;
import nib.config.Problems;
import nib.config.Source;
import nib.kernel.Plan;
import nib.kernel.Planner;

/** A configuration that can be read again and again, and what makes plans of it. */
final class Design {
    /** Where the text comes from. */
    interface Origin {
        /** Reads it as it is now; or nothing after telling why it cannot be read. */
        Optional<Source> read(Problems problems);
    }

    private final Planner planner;
    private final Origin origin;

    Design(Planner planner, Origin origin) {
        this.planner = planner;
        this.origin = origin;
    }

    /**
     * Makes a plan of what the configuration says now. Nothing comes into force.
     *
     * @param before the plan in force, if there is one: what is equal is taken over from it
     */
    synchronized Plan plan(Optional<Plan> before) throws Refusal {
        Problems problems = new Problems();
        Optional<Plan> plan = origin.read(problems).flatMap(source -> planner.plan(source, before, problems));
        return plan.orElseThrow(() -> Refusal.of(problems));
    }
}
