package nib.cli;

import sun.misc.Signal;

/** What the operating system tells the process. The only file that knows a class of the JDK which is not for everybody. */
final class Signals {
    private Signals() {}

    /** Lets HUP reload, and TERM and INT stop. A signal that the process was started without stays ignored. */
    static void obey(Steward steward) {
        on("HUP", () -> reload(steward));
        on("TERM", steward::stop);
        on("INT", steward::stop);
    }

    private static void reload(Steward steward) {
        try {
            steward.reload();
        } catch (Refusal refusal) {
            // has been logged; what was in force stays
        }
    }

    private static void on(String name, Runnable task) {
        try {
            Signal.handle(new Signal(name), signal -> task.run());
        } catch (IllegalArgumentException e) {
            // this system has no such signal, or the JVM was told to leave it alone
        }
    }
}
