/** Where clients are, by databases in the MaxMind DB format. */
package nib.geoip;
