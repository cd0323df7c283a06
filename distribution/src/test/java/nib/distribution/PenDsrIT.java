package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nib.testkit.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Direct server return by a command line of pen. */
class PenDsrIT {
    @TempDir
    Path folder;

    private final Belongings open = new Belongings();

    @AfterEach
    void end() throws Exception {
        open.close();
    }

    @Test
    void aCommandLineOfPenSendsFramesOnAndHoldsTheTarpit() throws Exception {
        Lab lab = open.keep(Lab.open(folder));
        lab.serve("server1");
        lab.serve("server2");
        List<String> line = new ArrayList<>(List.of("-f", "-O", "dsr_if eth0", "-O", "acl 1 permit 192.0.2.128/25"));
        line.addAll(List.of("-O", "tarpit_acl 1", "192.0.2.80:80", "192.0.2.31:80", "192.0.2.32:80"));
        line.addFirst(Image.STANDARD.home().resolve("bin/pen").toString());
        Process pen = lab.start("balancer", line.toArray(String[]::new));
        assertTrue(Deadline.usual().until(() -> !lab.get(false).containsValue("")), "everybody is answered");
        Map<String, String> servers = lab.get(false);
        assertEquals(Set.of("server1", "server2"), new HashSet<>(servers.values()));
        assertEquals(servers, lab.get(false), "and stays");
        String seen = lab.sh("client", "nmap -n -Pn -sS -p 25 192.0.2.200");
        assertTrue(seen.contains("25/tcp open"), seen);
        assertTrue(pen.isAlive());
    }
}
