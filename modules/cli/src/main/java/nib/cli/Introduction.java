package nib.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What {@code nib --help} says. */
final class Introduction {
    private Introduction() {}

    static CommandSpec grammar() {
        CommandSpec nib = Syntax.command(
                "nib",
                "A load balancer with interchangeable parts.",
                "",
                "To see it work:",
                "  nib demo",
                "",
                "To run your own:",
                "  nib check nib.yaml      say what the file means, or all that is wrong with it",
                "  nib run nib.yaml        balance, until SIGTERM or `nib ctl stop`",
                "  nib ctl status          in another terminal: who serves whom",
                "  nib ctl reload          bring a changed file into force; so does SIGHUP",
                "",
                "A small file:",
                "  listeners:",
                "    web: { bind: tcp://0.0.0.0:8080, pool: app }",
                "  pools:",
                "    app: { policy: round-robin, servers: [10.0.0.11:80, 10.0.0.12:80] }",
                "",
                "NIB_DEBUG=1 in the environment shows the stack of every fault.");
        nib.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        nib.usageMessage()
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands (`nib help COMMAND` says more):%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes());
        return nib;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(String.valueOf(Exit.OK), "all went well");
        codes.put(String.valueOf(Exit.PROBLEM), "a problem in the configuration, or a command that was refused");
        codes.put(String.valueOf(Exit.USAGE), "a command line that makes no sense");
        codes.put(String.valueOf(Exit.CANNOT_START), "cannot start: an address is taken, a permission is missing");
        codes.put(String.valueOf(Exit.NOBODY), "nobody answers at the control socket");
        codes.put(String.valueOf(Exit.FAULT), "a fault of Nib itself");
        return codes;
    }
}
