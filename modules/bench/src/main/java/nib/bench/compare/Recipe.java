package nib.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * How a program is started for a {@link Link}.
 *
 * @param command stays in the foreground
 * @param files configuration to write into the folder first, text by name
 */
record Recipe(List<String> command, Map<String, String> files) {}
