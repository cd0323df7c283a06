package nib.pen;

import java.util.List;

/** Answers commands that are about a balancer that runs, and not about how it is to balance. */
interface Desk {
    /** Commands that it answers. */
    List<String> WORDS = List.of(
            "close",
            "connection",
            "control",
            "exit",
            "idlers",
            "pid",
            "recent",
            "servers",
            "socket",
            "status",
            "write");

    /** Answers one. */
    String answer(Farm farm, String name, List<String> rest) throws Failure;

    /** Whether a command may read or write that file. */
    void allow(String file) throws Failure;
}
