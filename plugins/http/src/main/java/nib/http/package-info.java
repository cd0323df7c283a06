/** HTTP/1.1 (RFC 9112) as far as a balancer needs it: where requests begin, and where they end. */
package nib.http;
