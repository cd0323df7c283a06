/** The {@code nib} command: one file for each of its commands, and the control socket that {@code nib ctl} speaks to. */
package nib.cli;
