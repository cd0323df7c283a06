import nib.http.AnswerProvider;
import nib.http.ForwardedProvider;
import nib.spi.Provider;
import org.jspecify.annotations.NullMarked;

/** What servers of HTTP are told about clients, and answers without a server. */
@NullMarked
module nib.http {
    requires static org.jspecify;
    requires nib.api;

    provides Provider with
            ForwardedProvider,
            AnswerProvider;
}
