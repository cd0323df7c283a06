/** The commands around pen 0.34.1, as its man pages describe them. */
package nib.pen;
