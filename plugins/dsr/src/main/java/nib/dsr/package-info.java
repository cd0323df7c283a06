/**
 * Direct server return. {@link nib.dsr.Station} is our place on one network segment and its loop; {@link nib.dsr.Bridge}
 * says what becomes of a frame, and needs no socket for that.
 */
package nib.dsr;
