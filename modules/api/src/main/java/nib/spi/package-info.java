/**
 * What a plugin implements. The kinds are closed, the implementations open: a module {@code provides
 * nib.spi.Provider} with one class for each word it brings.
 *
 * <p>Creating is pure, opening is an act: a provider's {@code create} complains or builds; it opens no socket, starts
 * no thread, reads no clock and no file. What reads files implements {@link nib.spi.Loadable}; what needs a thread or
 * writes files implements {@link nib.spi.Resident}.
 */
package nib.spi;
