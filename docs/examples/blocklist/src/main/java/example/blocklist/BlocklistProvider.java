package example.blocklist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nib.api.Prefix;
import nib.spi.Complaint;
import nib.spi.Guard;
import nib.spi.Settings;

/** Brings the word {@code blocklist} to life. */
public final class BlocklistProvider implements Guard.Provider<BlocklistSettings> {
    /** For the service loader. */
    public BlocklistProvider() {}

    @Override
    public String word() {
        return "blocklist";
    }

    @Override
    public Settings<BlocklistSettings> settings() {
        return new Settings<>(BlocklistSettings.class, MethodHandles.lookup());
    }

    @Override
    public Guard create(BlocklistSettings settings) {
        try {
            return new Blocklist(read(settings.file()));
        } catch (IOException | IllegalArgumentException e) {
            throw new Complaint("file", "cannot use " + settings.file() + ": " + e.getMessage());
        }
    }

    private static List<Prefix> read(Path file) throws IOException {
        List<Prefix> blocks = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("it is not a list");
            }
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                blocks.add(Prefix.parse(json.getText()));
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new IOException("there is something else than text in the list");
            }
        }
        return blocks;
    }
}
