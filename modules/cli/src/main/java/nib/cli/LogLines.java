package nib.cli;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import nib.api.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes a line for each event to standard error: time in UTC, level, message. The name of the logger is left out, and
 * so is everything below INFO.
 */
final class LogLines extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 4096;
    private static final boolean DEBUGS = Shell.debugs(System.getenv());

    LogLines(String name) {
        this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        // One piece, so that lines of several threads do not mix.
        System.err.println(
                line(System.currentTimeMillis(), level, thrown == null ? text : text + ": " + words(thrown)));
        if (thrown != null && DEBUGS) {
            thrown.printStackTrace(System.err);
        }
    }

    /** What a line looks like. */
    static String line(long millis, Level level, String text) {
        return time(millis) + " " + (level.toString().length() < 5 ? level + " " : level) + " " + oneLine(text);
    }

    /** As ISO 8601 has it, to the millisecond. By hand, because loading a formatter costs a tenth of the start. */
    private static String time(long millis) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1000), Math.floorMod(millis, 1000) * 1_000_000, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24).append(time.toLocalDate()).append('T');
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond()).append('.');
        int milli = Math.floorMod(millis, 1000);
        return two(text.append(milli / 100), milli % 100).append('Z').toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append(number / 10).append(number % 10);
    }

    private static String oneLine(String text) {
        return text.chars().anyMatch(Character::isISOControl) || text.length() > LONGEST
                ? Printable.of(text, LONGEST)
                : text;
    }

    /** What was thrown and where: the rest is shown by NIB_DEBUG=1. */
    private static String words(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
