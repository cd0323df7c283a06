/** Values that everyone may hold: addresses, clients, servers, verdicts, events. */
package nib.api;
