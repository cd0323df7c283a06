package nib.http;

import java.lang.invoke.MethodHandles;
import nib.spi.Filter;
import nib.spi.Settings;

/** Brings the word {@code answer} to life. */
public final class AnswerProvider implements Filter.Provider<AnswerSettings> {
    /** For the service loader. */
    public AnswerProvider() {}

    @Override
    public String word() {
        return "answer";
    }

    @Override
    public Settings<AnswerSettings> settings() {
        return new Settings<>(AnswerSettings.class, MethodHandles.lookup());
    }

    @Override
    public Filter create(AnswerSettings settings) {
        return new Answer(settings.bytes());
    }
}
