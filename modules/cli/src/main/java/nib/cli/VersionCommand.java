package nib.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib version}. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command("version", "Print the version of Nib and of Java.");
    }

    @Override
    public int run(ParseResult line, Shell shell) {
        shell.out()
                .println("nib " + version() + ", Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        return Exit.OK;
    }

    /** The version that the module was built as. */
    static String version() {
        return Optional.ofNullable(Nib.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("of no version");
    }
}
