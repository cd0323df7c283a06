/**
 * TLS 1.2 and 1.3 by Bouncy Castle's protocol engine over the cryptography of the JDK: RFC 8446, RFC 5246, RFC 6066
 * (server name, stapling), RFC 7301 (ALPN), draft-ietf-tls-ecdhe-mlkem (hybrid groups).
 */
package nib.tls;
