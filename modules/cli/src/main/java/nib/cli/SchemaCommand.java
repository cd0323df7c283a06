package nib.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nib.config.Schema;
import nib.kernel.Catalog;
import nib.kernel.Grammar;
import nib.spi.Guard;
import nib.spi.Settings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nib schema}. */
final class SchemaCommand implements Command {
    @Override
    public CommandSpec grammar() {
        return Syntax.command(
                        "schema",
                        "Print a JSON schema of what a configuration may say.",
                        "",
                        "It knows the words of all plugins that are here. Editors that know YAML",
                        "complete and check with it. What needs a look at the whole file, such as the",
                        "name of a pool, only `nib check` finds.",
                        "",
                        "Example:",
                        "  nib schema > nib.schema.json",
                        "and as the first line of nib.yaml:",
                        "  # yaml-language-server: $schema=nib.schema.json")
                .addOption(Shelf.option());
    }

    @Override
    public int run(ParseResult line, Shell shell) throws Refusal {
        Catalog catalog = Shelf.of(line, shell).catalog(Optional.empty());
        shell.out().println(text(Schema.of(Grammar.HOUSE, Grammar.SCALARS, new Installed(catalog, shell))));
        catalog.refused().forEach(refused -> shell.err().println("nib: plugin left out: " + refused));
        return Exit.OK;
    }

    /** The words of all plugins that are here; guards may have names. */
    private record Installed(Catalog catalog, Shell shell) implements Schema.Vocabulary {
        @Override
        public Map<String, Settings<?>> words(Class<?> kind) {
            return SchemaCommand.words(catalog, kind, shell);
        }

        @Override
        public boolean hasNames(Class<?> kind) {
            return kind == Guard.class;
        }
    }

    private static Map<String, Settings<?>> words(Catalog catalog, Class<?> kind, Shell shell) {
        Map<String, Settings<?>> words = new LinkedHashMap<>();
        for (Catalog.Entry entry : catalog.entries(kind)) {
            try {
                words.put(entry.word(), entry.provider().settings());
            } catch (RuntimeException | LinkageError e) {
                shell.err().println("nib: " + entry.kind() + " " + entry.word() + " does not say its settings: " + e);
            }
        }
        return words;
    }

    private static String text(Map<String, Object> schema) {
        StringWriter text = new StringWriter();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
            write(schema, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case Map<?, ?> members -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    json.writeFieldName(String.valueOf(member.getKey()));
                    write(member.getValue(), json);
                }
                json.writeEndObject();
            }
            case List<?> items -> {
                json.writeStartArray();
                for (Object item : items) {
                    write(item, json);
                }
                json.writeEndArray();
            }
            case Boolean truth -> json.writeBoolean(truth);
            case Double number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.longValue());
            default -> json.writeString(value.toString());
        }
    }
}
