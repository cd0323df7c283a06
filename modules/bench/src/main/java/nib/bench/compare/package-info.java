/**
 * Nib beside its peers: one command that starts a server and everything that may stand before it, puts the same work on
 * each in turn, and says what a unit of it cost.
 *
 * <pre>
 *   Order ----> Compare: for each Work, round by round
 *                  |   each Candidate, started on the Stage     what is measured
 *                  |       Generator puts the load on           wrk, dnsperf, or one of our own
 *                  |       Meter reads the machine and it       a Sample
 *                  v
 *              Results ----> Ratio: ours / theirs, in pairs of one round ----> Text, Json, Plot
 * </pre>
 *
 * Needs nothing but the JDK, so that it starts without a build tool beside it.
 */
@NullMarked
package nib.bench.compare;

import org.jspecify.annotations.NullMarked;
