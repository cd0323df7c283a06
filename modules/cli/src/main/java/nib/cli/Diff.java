package nib.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What makes one text of another, line by line: the shortest way, found as by Myers ("An O(ND) Difference Algorithm and
 * Its Variations", Algorithmica 1, 1986). Made for indented text: each piece is shown under the lines that enclose it.
 */
final class Diff {
    /** Lines to take out and put in, beyond which the answer is that the texts have little in common. */
    private static final int MOST = 2000;

    private final List<String> old;
    private final List<String> now;

    private Diff(List<String> old, List<String> now) {
        this.old = old;
        this.now = now;
    }

    /** Lines that begin with {@code -} for the old text, {@code +} for the new, two spaces for what encloses them. */
    static List<String> between(List<String> old, List<String> now) {
        return new Diff(old, now).lines();
    }

    /** One step of the way: a line of both, of the old, or of the new; numbers from 0. */
    private record Step(char mark, int line) {}

    /** A line that encloses others, and whether both texts have it. */
    private record Above(String line, boolean common) {}

    private List<String> lines() {
        List<String> shown = new ArrayList<>();
        List<Above> aboveOld = new ArrayList<>();
        List<Above> aboveNow = new ArrayList<>();
        List<Above> last = List.of();
        for (Step step : way()) {
            String line = (step.mark == '-' ? old : now).get(step.line);
            if (step.mark != ' ') {
                List<Above> around = enclosing(line, step.mark == '-' ? aboveOld : aboveNow);
                around.subList(common(around, last), around.size()).stream()
                        .filter(Above::common)
                        .forEach(one -> shown.add("  " + one.line));
                last = around;
                shown.add(step.mark + " " + line);
            }
            if (step.mark != '+') {
                enter(line, step.mark == ' ', aboveOld);
            }
            if (step.mark != '-') {
                enter(line, step.mark == ' ', aboveNow);
            }
        }
        return shown;
    }

    private static void enter(String line, boolean common, List<Above> above) {
        above.removeIf(one -> indentation(one.line) >= indentation(line));
        above.add(new Above(line, common));
    }

    private static List<Above> enclosing(String line, List<Above> above) {
        return above.stream()
                .filter(one -> indentation(one.line) < indentation(line))
                .toList();
    }

    private static int common(List<Above> one, List<Above> other) {
        int length = 0;
        while (length < one.size() && length < other.size() && one.get(length).equals(other.get(length))) {
            length++;
        }
        return length;
    }

    private static int indentation(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == ' ') {
            depth++;
        }
        return depth;
    }

    private List<Step> way() {
        List<int[]> trace = new ArrayList<>();
        int most = Math.min(MOST, old.size() + now.size());
        int[] furthest = new int[2 * most + 3];
        for (int edits = 0; edits <= most; edits++) {
            trace.add(furthest.clone());
            for (int k = -edits; k <= edits; k += 2) {
                boolean down = k == -edits || (k != edits && furthest[most + k] < furthest[most + k + 2]);
                int x = down ? furthest[most + k + 2] : furthest[most + k] + 1;
                while (x < old.size() && x - k < now.size() && old.get(x).equals(now.get(x - k))) {
                    x++;
                }
                furthest[most + k + 1] = x;
                if (x >= old.size() && x - k >= now.size()) {
                    return back(trace, most);
                }
            }
        }
        return everything();
    }

    private List<Step> back(List<int[]> trace, int most) {
        List<Step> way = new ArrayList<>();
        int x = old.size();
        int y = now.size();
        for (int edits = trace.size() - 1; edits >= 0; edits--) {
            int[] furthest = trace.get(edits);
            int k = x - y;
            boolean down = k == -edits || (k != edits && furthest[most + k] < furthest[most + k + 2]);
            int fromX = edits == 0 ? 0 : down ? furthest[most + k + 2] : furthest[most + k];
            int fromY = edits == 0 ? 0 : fromX - (down ? k + 1 : k - 1);
            while (x > fromX && y > fromY) {
                way.add(new Step(' ', --y));
                x--;
            }
            if (edits > 0) {
                way.add(down ? new Step('+', --y) : new Step('-', --x));
            }
        }
        Collections.reverse(way);
        return way;
    }

    private List<Step> everything() {
        List<Step> way = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            way.add(new Step('-', i));
        }
        for (int i = 0; i < now.size(); i++) {
            way.add(new Step('+', i));
        }
        return way;
    }
}
