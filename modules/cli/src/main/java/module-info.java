import nib.cli.LogProvider;
import org.jspecify.annotations.NullMarked;
import org.slf4j.spi.SLF4JServiceProvider;

/** The {@code nib} command. */
@NullMarked
module nib.cli {
    requires static org.jspecify;
    requires nib.folder;
    requires nib.kernel;
    requires info.picocli;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires jdk.httpserver; // the servers of the demonstration
    requires jdk.net; // who is at the other end of the control socket
    requires jdk.unsupported; // signals

    uses java.util.spi.ToolProvider;

    provides SLF4JServiceProvider with
            LogProvider;
}
