package nib.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import nib.api.Event;
import nib.api.Printable;
import nib.kernel.Catalog;
import nib.kernel.House;
import nib.kernel.HouseSettings;
import nib.kernel.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a house as its configuration and the operator want it. Signals and control commands come here, on any thread.
 *
 * <pre>
 *   RUNNING --stop--> STOPPING: open connections may end --stop again--> all are cut --> over
 *    ^    |
 *    +----+ reload, change: a new plan, or nothing
 * </pre>
 */
final class Steward {
    private static final Logger LOG = LoggerFactory.getLogger("nib");

    private final Design design;
    private final House house;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile boolean hurried;

    private Steward(Design design, House house) {
        this.design = design;
        this.house = house;
    }

    /** Starts a plan. */
    static Steward start(Design design, Plan plan) throws Refusal {
        try {
            plan.catalog().refused().forEach(Steward::leftOut);
            return new Steward(design, House.open(plan));
        } catch (IOException e) {
            throw new Refusal(Exit.CANNOT_START, words(e));
        }
    }

    House house() {
        return house;
    }

    /** The plan that the configuration would be now. */
    Plan designed() throws Refusal {
        return design.plan(Optional.of(house.plan()));
    }

    /** Reads the configuration again and brings it into force. All that is wrong with it is logged too. */
    synchronized void reload() throws Refusal {
        try {
            Catalog before = house.plan().catalog();
            Plan next = designed();
            next.catalog().refused().forEach(Steward::leftOut);
            bringIntoForce(next);
            next.catalog().changes(before).forEach(line -> LOG.info("{}", line));
        } catch (Refusal refusal) {
            List<String> details = refusal.details();
            house.tell(new Event.PlanRefused(
                    Math.max(1, details.size()), details.isEmpty() ? refusal.line() : details.getFirst()));
            details.stream().skip(1).forEach(LOG::error);
            throw refusal;
        }
    }

    private static void leftOut(String refused) {
        LOG.warn("plugin left out: {}", refused);
    }

    private void bringIntoForce(Plan plan) throws Refusal {
        try {
            house.apply(plan);
        } catch (IOException | RuntimeException e) {
            throw new Refusal(Exit.PROBLEM, words(e));
        }
    }

    /** Changes the plan in force; the configuration stays as it is. */
    synchronized void change(UnaryOperator<HouseSettings> change) throws Refusal {
        try {
            house.change(change);
        } catch (IOException | RuntimeException e) {
            throw new Refusal(Exit.PROBLEM, words(e));
        }
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return Printable.of(message == null ? e.toString() : message, 500);
    }

    /** Asks for the end; asking again cuts what is still open. */
    void stop() {
        if (stopAsked.getCount() == 0) {
            hurried = true;
            house.cutAll();
        }
        stopAsked.countDown();
    }

    /** Whether somebody has asked for the end. */
    boolean isStopping() {
        return stopAsked.getCount() == 0;
    }

    /** Waits until somebody asks for the end, or that long; whether somebody did. */
    boolean awaitStop(Duration most) {
        try {
            return stopAsked.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the house: by one thread, once, after somebody has asked for it. */
    void end() {
        Duration patience = hurried ? Duration.ZERO : house.plan().settings().drain();
        int open = house.status().sessions();
        LOG.info(open == 0 ? "stopping" : "stopping: {} connections may go on for {} s", open, patience.toSeconds());
        int cut = house.stop(patience);
        LOG.info(cut == 0 ? "stopped" : "stopped, {} connections were cut", cut);
    }
}
