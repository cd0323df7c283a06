package nib.testkit;

/** Holds the room open until its first type moves in, and leaves with it: an exported package must not be empty. */
interface Vacant {}
