/**
 * One contract for each kind of plugin, and what tests need.
 *
 * <p>A plugin's test extends the contract of its kind: {@link nib.testkit.TransportContract}, {@link
 * nib.testkit.PolicyContract}, {@link nib.testkit.GuardContract}, {@link nib.testkit.ProbeContract}, {@link
 * nib.testkit.ObserverContract}, {@link nib.testkit.FilterContract}. It supplies the provider and settings, and denies
 * what the plugin does not claim; everything is claimed unless it says otherwise. Contracts need {@code nib.api} and
 * this module, and the engines of JUnit Jupiter and jqwik to run.
 *
 * <p>Tests do not sleep: they turn a {@link nib.testkit.ManualClock}, or await what a {@link
 * nib.testkit.EventRecorder}, an {@link nib.testkit.EchoServer} or another thread tells. What is awaited in real time is
 * given up after ten seconds; on a slow machine, set the system property {@code nib.testkit.patience} to more.
 */
package nib.testkit;
