package nib.cli;

import java.util.List;
import java.util.Optional;
import nib.config.Description;
import nib.config.Setting;
import nib.config.Type;
import nib.kernel.Catalog;
import nib.kernel.Grammar;
import nib.spi.Provider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib plugins}. */
final class PluginsCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "plugins",
                        "List the words that plugins bring, and where they come from.",
                        "",
                        "Example:",
                        "  nib plugins --settings maglev    what may be written below `maglev:`",
                        "  nib plugins --plugins /etc/nib/plugins")
                .addOption(Syntax.flag("--settings", "Explain each setting too."))
                .addOption(Shelf.option())
                .addPositional(Syntax.optional(0, "WORD", "Only this one."));
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Catalog catalog = Shelf.of(line, shell).catalog(Optional.empty());
        List<Catalog.Entry> entries = chosen(catalog, line.matchedPositionalValue(0, ""));
        if (line.hasMatchedOption("--settings")) {
            entries.forEach(entry -> explain(entry, shell));
        } else {
            table(entries).lines("").forEach(shell.out()::println);
        }
        catalog.refused().forEach(refused -> shell.err().println("nib: plugin left out: " + refused));
        return Exit.OK;
    }

    /** Every word with what brings it. */
    private static Table table(List<Catalog.Entry> entries) {
        Table table = new Table("KIND", "WORD", "MODULE", "JAVA", "FROM");
        entries.forEach(entry -> table.row(
                entry.kind(), entry.word(), entry.module(), ClassLevel.words(entry.provider()), entry.origin()));
        return table;
    }

    private static List<Catalog.Entry> chosen(Catalog catalog, String word) throws Refusal {
        List<Catalog.Entry> all = catalog.entries();
        List<Catalog.Entry> chosen = all.stream()
                .filter(one -> word.isEmpty() || one.word().equals(word))
                .toList();
        if (chosen.isEmpty() && !word.isEmpty()) {
            throw Arguments.unknown(
                    "plugin", word, all.stream().map(Catalog.Entry::word).toList(), "see nib plugins");
        }
        return chosen;
    }

    private static void explain(Catalog.Entry entry, Shell shell) {
        Description<?> description = describe(entry.provider());
        shell.out().println(entry.kind() + " " + entry.word() + " (" + entry.module() + ")");
        if (!description.about().isEmpty()) {
            shell.out().println("  " + description.about());
        }
        if (!description.settings().isEmpty()) {
            Table table = new Table("SETTING", "TYPE", "DEFAULT", "RANGE", "MEANING");
            add(table, "", description);
            table.lines("  ").forEach(shell.out()::println);
        }
        shell.out().println();
    }

    private static <S extends Record> Description<S> describe(Provider<S, ?> provider) {
        return Description.of(provider.settings(), Grammar.SCALARS);
    }

    private static void add(Table table, String before, Description<?> description) {
        for (Setting setting : description.settings()) {
            table.row(
                    before + setting.key() + (setting.shorthand() ? " (may stand alone)" : ""),
                    setting.type().words(),
                    setting.fallback().orElse(setting.optional() ? "none" : "must be there"),
                    setting.limits().map(Setting.Limits::toString).orElse(""),
                    setting.about());
            inner(table, before + setting.key(), setting.type());
        }
    }

    /** The settings of a record within, also within a list or a map. */
    private static void inner(Table table, String path, Type type) {
        switch (type) {
            case Type.Group group -> add(table, path + ".", group.description());
            case Type.ListOf list -> inner(table, path + "[]", list.element());
            case Type.MapOf map -> inner(table, path + ".NAME", map.value());
            case Type.Single single -> {}
            case Type.Choice choice -> {}
            case Type.Part part -> {}
        }
    }
}
