/** Chooses a pool by what a ClientHello says, without ending TLS. */
package nib.sni;
