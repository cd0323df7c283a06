package nib.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * testssl.sh looks at a listener as it is without settings, with an RSA and an ECDSA certificate. What it finds about HTTP
 * is about whoever is behind us, and not asked.
 */
class TestsslTest {
    private static final Pattern FINDING = Pattern.compile(
            "\"id\"\\s*:\\s*\"([^\"]*)\"[^}]*?\"severity\"\\s*:\\s*\"([^\"]*)\"[^}]*?\"finding\"\\s*:\\s*\"([^\"]*)\"");

    @TempDir
    Path folder;

    @Test
    void nothingOfMediumOrWorse() throws Exception {
        Assumptions.assumeTrue(Tool.isThere("testssl"), "testssl.sh is not installed");
        Scene scene = new Scene(folder);
        pair(scene, "ec", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
        pair(scene, "rsa", "-newkey", "rsa:2048");
        Path report = folder.resolve("report.json");
        String said;
        try (Door door = new Door(scene.settings())) {
            said = Tool.patiently(List.of(
                    "testssl",
                    "--color=0",
                    "--warnings=batch",
                    "--quiet",
                    "--add-ca=" + folder.resolve("ec.crt") + "," + folder.resolve("rsa.crt"),
                    "--jsonfile=" + report,
                    "--protocols",
                    "--std",
                    "--pfs",
                    "--server-preference",
                    "--server-defaults",
                    "--grease",
                    "--vulnerable",
                    "--ip=127.0.0.1",
                    "localhost:" + door.port()));
        }
        List<MatchResult> findings = FINDING.matcher(Files.readString(report, StandardCharsets.ISO_8859_1))
                .results()
                .toList();
        assertTrue(findings.size() > 50, () -> "only " + findings.size() + " findings: " + said);
        List<String> bad = findings.stream()
                .filter(one -> List.of("MEDIUM", "HIGH", "CRITICAL").contains(one.group(2)))
                .map(one -> one.group(1) + " " + one.group(2) + ": " + one.group(3))
                .toList();
        assertEquals(List.of(), bad, said);
        for (String version : List.of("TLS1_2", "TLS1_3")) {
            assertTrue(
                    findings.stream()
                            .anyMatch(one ->
                                    one.group(1).equals(version) && one.group(3).startsWith("offered")),
                    () -> version + " is not offered: " + said);
        }
    }

    /** As a good authority would make it, but that it stands for itself. */
    private void pair(Scene scene, String name, String... algorithm) throws Exception {
        Path certificate = folder.resolve(name + ".crt");
        Path key = folder.resolve(name + ".key");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
        command.addAll(List.of(algorithm));
        command.addAll(List.of(
                "-days",
                "300",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-addext",
                "crlDistributionPoints=URI:http://localhost/" + name + ".crl",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        Tool.run(command);
        scene.certificate(certificate, key);
    }
}
