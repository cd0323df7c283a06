package nib.http;

import java.nio.charset.StandardCharsets;
import nib.spi.About;
import nib.spi.Complaint;
import nib.spi.Default;

/** What every client is told. */
@About("Answers every client itself, in HTTP/1.1, without a server: a page for when nobody else is there.")
record AnswerSettings(
        @About("The status, with its words.") @Default("503 Service Unavailable")
        String status,

        @About("The type of the body.") @Default("text/plain; charset=utf-8")
        String type,

        @About("The body.") @Default("\"\"") String body) {

    private static final String STATUS = "[1-5]\\d\\d [ -~]+";

    /** The whole answer. */
    byte[] bytes() {
        if (!status.matches(STATUS)) {
            throw new Complaint("status", "expected a number and words, such as 200 OK, found " + status);
        }
        if (!type.matches("[ -~]+")) {
            throw new Complaint("type", "expected a media type, such as text/html, found " + type);
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + content.length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return all;
    }
}
