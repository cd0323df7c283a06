/** UDP on every platform. {@link nib.udp.UdpEngine} has the loops, each {@link nib.udp.Loop} the listeners it was given. */
package nib.udp;
