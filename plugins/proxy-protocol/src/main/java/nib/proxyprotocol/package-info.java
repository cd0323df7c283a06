/**
 * The PROXY protocol, versions 1 and 2, as "The PROXY protocol, Versions 1 & 2" of HAProxy Technologies describes it
 * (Willy Tarreau, revision of 2020/03/05, {@code doc/proxy-protocol.txt} in the sources of HAProxy 2.6). Section numbers
 * in comments mean that text.
 */
package nib.proxyprotocol;
