/** TCP for sessions, over the channels of the JDK. */
package nib.tcp;
