package nib.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** One page of the documentation: CommonMark with tables, as repository hosts show it. */
record Page(Path file, List<Node> nodes) {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build();

    /**
     * A fenced block.
     *
     * @param info what stands behind the opening fence
     * @param line where it begins, from 1
     */
    record Fence(String info, String text, int line) {}

    static Page read(Path file) throws IOException {
        List<Node> nodes = new ArrayList<>();
        collect(PARSER.parse(Files.readString(file)), nodes);
        return new Page(file, List.copyOf(nodes));
    }

    /** In the order of the text. */
    private static void collect(Node node, List<Node> all) {
        all.add(node);
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, all);
        }
    }

    /** Every page below a folder, but for what is built and what is hidden. */
    static List<Page> all(Path root) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(root.relativize(file).toString().split("/"))
                            .noneMatch(step -> step.equals("target") || step.startsWith(".")))
                    .sorted()
                    .toList();
            for (Path file : found) {
                pages.add(read(file));
            }
        }
        return pages;
    }

    private <T> Stream<T> nodes(Class<T> type) {
        return nodes.stream().filter(type::isInstance).map(type::cast);
    }

    /** Where links and pictures point to. */
    List<String> links() {
        return Stream.concat(
                        nodes(Link.class).map(Link::getDestination),
                        nodes(Image.class).map(Image::getDestination))
                .toList();
    }

    List<Fence> fences() {
        return nodes(FencedCodeBlock.class)
                .map(block -> new Fence(
                        block.getInfo(),
                        block.getLiteral(),
                        block.getSourceSpans().getFirst().getLineIndex() + 1))
                .toList();
    }

    /** Everything that stands in code letters within the text. */
    Set<String> codes() {
        return nodes(Code.class).map(Code::getLiteral).collect(Collectors.toSet());
    }

    /** What a link may name behind a hash. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        nodes(Heading.class).forEach(heading -> {
            String slug = words(heading)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{Alnum} _-]", "")
                    .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        });
        return anchors;
    }

    /** The rows of all tables below a heading, before the next one; a cell is its text. */
    List<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        boolean below = false;
        for (Node node : nodes) {
            if (node instanceof Heading other) {
                below = words(other).equals(heading);
            } else if (below && node instanceof TableRow row) {
                rows.add(cells(row));
            }
        }
        return rows;
    }

    private static List<String> cells(TableRow row) {
        List<String> cells = new ArrayList<>();
        for (Node cell = row.getFirstChild(); cell instanceof TableCell; cell = cell.getNext()) {
            cells.add(words(cell));
        }
        return cells;
    }

    private static String words(Node node) {
        List<Node> below = new ArrayList<>();
        collect(node, below);
        return below.stream()
                .map(each -> each instanceof Text text
                        ? text.getLiteral()
                        : each instanceof Code code ? code.getLiteral() : "")
                .collect(Collectors.joining());
    }
}
