package nib.cli;

import java.util.Locale;

/** Bytes and times as people like to read them, in a few characters. */
final class Amounts {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    /** At most five digits and a unit: 0 B, 1023 B, 1.5 KiB, 10.0 GiB. */
    static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes / 1024.0;
        int unit = 0;
        while (amount >= 1023.95) { // what would be shown as 1024.0
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** The two largest units: 350 ms, 42 s, 3 min 5 s, 2 h 13 min, 4 d 7 h. */
    static String time(long millis) {
        long seconds = millis / 1000;
        if (seconds < 1) {
            return millis + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86400) {
            return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86400 + " d " + seconds / 3600 % 24 + " h";
    }
}
