package nib.jlink;

/** Holds the room open until its first type moves in, and leaves with it: an exported package must not be empty. */
interface Vacant {}
