package nib.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nib.testkit.EchoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlIT {
    @TempDir
    Path folder;

    private static String configuration(EchoServer one, EchoServer two) {
        return """
                listeners:
                  web: { bind: "tcp://127.0.0.1:0", pool: app }
                pools:
                  app:
                    policy: round-robin
                    servers:
                      - { name: one, address: "%s" }
                      - { name: two, address: "%s" }
                """.formatted(one.address(), two.address());
    }

    @Test
    void changesServersAndForgetsItOnReload() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                Nib nib = Nib.run(folder, configuration(one, two))) {
            assertEquals(0, nib.ctl("drain", "app/one").status());
            assertEquals(List.of(0L, 4L), visits(nib, one, two, 4));
            assertTrue(nib.ctl("status").out().toLowerCase(Locale.ROOT).contains("drain"));
            assertEquals(1, nib.ctl("diff").status());
            assertEquals(0, nib.ctl("ready", "app/one").status());
            assertEquals(0, nib.ctl("weight", "app/two", "0").status());
            assertEquals(List.of(4L, 0L), visits(nib, one, two, 4));
            assertEquals(0, nib.ctl("reload").status());
            assertEquals(0, nib.ctl("diff").status());
            assertEquals(List.of(2L, 2L), visits(nib, one, two, 4));
            Run wrong = nib.ctl("drain", "app/tow");
            assertEquals(1, wrong.status());
            assertTrue(wrong.err().contains("two"), wrong.err());
            assertEquals(1, wrong.err().lines().count(), wrong.err());
        }
    }

    private static List<Long> visits(Nib nib, EchoServer one, EchoServer two, int count) throws IOException {
        long first = one.accepted();
        long second = two.accepted();
        for (int i = 0; i < count; i++) {
            Visits.echo(nib.port("web"), i, 10);
        }
        return List.of(one.accepted() - first, two.accepted() - second);
    }

    @Test
    void isNotDisturbedByGarbageAndSilence() throws Exception {
        try (EchoServer one = EchoServer.start("one");
                EchoServer two = EchoServer.start("two");
                Nib nib = Nib.run(folder, configuration(one, two));
                Load load = Load.start(8, number -> Visits.echo(nib.port("web"), number, 500))) {
            List<SocketChannel> silent = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < 40; i++) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                silent.add(channel);
                channel.connect(UnixDomainSocketAddress.of(folder.resolve("ctl")));
                if (i % 2 == 0) {
                    garbage(channel, random);
                }
            }
            load.awaitGood(500);
            for (SocketChannel channel : silent) {
                channel.close();
            }
            load.end();
            assertEquals(List.of(), load.failures());
            assertEquals(0, nib.ctl("status").status());
        }
    }

    private static void garbage(SocketChannel channel, Random random) {
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            // sent away after the first few of them
        }
    }
}
