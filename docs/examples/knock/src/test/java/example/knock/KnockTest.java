package example.knock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nib.spi.Filter;
import nib.spi.Wire;
import nib.testkit.FilterContract;

class KnockTest extends FilterContract<KnockSettings> {
    @Override
    protected Filter.Provider<KnockSettings> provider() {
        return new KnockProvider();
    }

    @Override
    protected KnockSettings settings() {
        return new KnockSettings("sesame");
    }

    @Override
    protected Wire speaking(Wire wire) throws IOException {
        wire.write(ByteBuffer.wrap("sesame\n".getBytes(StandardCharsets.UTF_8)));
        return wire;
    }
}
