package nib.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nib.testkit.Deadline;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nib-ocsp} asks OpenSSL's OCSP server, and a listener staples what it said. */
class OcspTest {
    @TempDir
    Path folder;

    private int port;

    @BeforeEach
    void anAuthority() throws Exception {
        Assumptions.assumeTrue(Tool.isThere("openssl"), "openssl is not installed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Authority"
                + " -keyout ca.key -out ca.pem");
        Files.writeString(folder.resolve("ca.cnf"), """
                [ ca ]
                default_ca = here
                [ here ]
                database = index.txt
                new_certs_dir = .
                rand_serial = yes
                default_md = sha256
                policy = any
                copy_extensions = copy
                unique_subject = no
                [ any ]
                commonName = supplied
                """);
        Files.createFile(folder.resolve("index.txt"));
        Files.createDirectory(folder.resolve("names"));
        issue("a.example", true);
        issue("b.example", true);
        issue("silent.example", false);
    }

    private void issue(String name, boolean told) throws Exception {
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=" + name
                + " -addext subjectAltName=DNS:" + name
                + (told ? " -addext authorityInfoAccess=OCSP;URI:http://127.0.0.1:" + port : "")
                + " -keyout names/" + name + ".key -out " + name + ".csr");
        openssl("ca -batch -config ca.cnf -days 1 -keyfile ca.key -cert ca.pem -notext -in " + name + ".csr -out names/"
                + name + ".crt");
        Files.copy(folder.resolve("ca.pem"), folder.resolve("names/" + name + ".ca"));
    }

    private void openssl(String words) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.split(" ", -1)));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private Process responder() throws IOException {
        Process process = new ProcessBuilder(
                        "openssl",
                        "ocsp",
                        "-index",
                        "index.txt",
                        "-port",
                        String.valueOf(port),
                        "-rsigner",
                        "ca.pem",
                        "-rkey",
                        "ca.key",
                        "-CA",
                        "ca.pem",
                        "-nmin",
                        "60")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("responder.log").toFile())
                .start();
        // A connection that is closed without a word would occupy it.
        assertTrue(Deadline.usual().until(this::isOpen), "the OCSP server does not listen");
        return process;
    }

    private boolean isOpen() throws IOException {
        return Files.readString(folder.resolve("responder.log")).contains("waiting for OCSP client connections");
    }

    /** What the command said, and its exit status. */
    private record Said(int status, String out, String err) {}

    private static Said ask(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
        int status = new OcspTool().run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Said(status, out.toString(), err.toString());
    }

    private Path file(String name) {
        return folder.resolve("names/" + name);
    }

    @Test
    void aFolderIsFetchedAndAListenerStaplesIt() throws Exception {
        Process responder = responder();
        try {
            Said said = ask(folder.resolve("names"));
            assertEquals(0, said.status(), said.err());
            assertTrue(said.out().contains("a.example.ocsp is good until "), said.out());
            assertTrue(said.out().contains("silent.example.crt names no OCSP server"), said.out());
            Scene scene = new Scene(folder).folder(folder.resolve("names"));
            try (Door door = new Door(scene.settings())) {
                String heard = Tool.talk(
                        "x\n",
                        "\nx\n",
                        List.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + door.port(),
                                "-servername",
                                "b.example",
                                "-status",
                                "-CAfile",
                                folder.resolve("ca.pem").toString()));
                assertTrue(heard.contains("Cert Status: good"), heard);
            }
        } finally {
            responder.destroy();
            responder.waitFor();
        }
    }

    @Test
    void whatIsThereStaysUnlessTheAnswerIsBetter() throws Exception {
        Path file = file("a.example.ocsp");
        byte[] before = {1, 2, 3};
        Files.write(file, before);
        Said said = ask("--timeout", 2, file("a.example.crt"));
        assertEquals(1, said.status());
        assertTrue(said.err().startsWith("nib-ocsp: no answer from http://127.0.0.1:" + port), said.err());
        openssl("ca -config ca.cnf -keyfile ca.key -cert ca.pem -revoke names/a.example.crt");
        Process responder = responder();
        try {
            Said again = ask(file("a.example.crt"));
            assertEquals(
                    "nib-ocsp: the answer for " + file + " does not say that the certificate is good\n", again.err());
            assertArrayEquals(before, Files.readAllBytes(file));
            Path elsewhere = folder.resolve("else.ocsp");
            assertEquals(0, ask("--out", elsewhere, file("b.example.crt")).status());
            assertTrue(Files.size(elsewhere) > 100);
            assertFalse(Files.exists(file("b.example.ocsp")));
            try (Stream<Path> all = Files.list(folder.resolve("names"))) {
                assertTrue(all.noneMatch(one -> one.toString().endsWith(".new")), "no drafts are left");
            }
        } finally {
            responder.destroy();
            responder.waitFor();
        }
    }

    @Test
    void mistakesAreSaid() {
        assertEquals(
                "nib-ocsp: " + file("silent.example.crt") + " names no OCSP server; --url would\n",
                ask(file("silent.example.crt")).err());
        assertEquals(1, ask(file("gone.crt")).status());
        for (String[] wrong : new String[][] {
            {"expected a certificate or a folder; --help says more"},
            {"unknown option --x; --help lists them", "--x"},
            {"--url wants a value", "--url"},
            {"expected http://host/, found ftp://x", "--url", "ftp://x", "a"},
            {"--timeout: expected 1 to 3600 seconds, found 0", "--timeout", "0", "a"},
            {"--out is for one certificate", "--out", "o", "a", "b"}
        }) {
            Said said = ask((Object[]) Arrays.copyOfRange(wrong, 1, wrong.length));
            assertEquals("nib-ocsp: " + wrong[0] + "\n", said.err());
            assertEquals(2, said.status());
        }
        assertEquals(OcspOrder.HELP, ask("--help").out());
        assertEquals(Optional.empty(), OcspOrder.parse(List.of("a")).url());
    }
}
