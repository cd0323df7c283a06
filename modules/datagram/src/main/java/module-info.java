import org.jspecify.annotations.NullMarked;

/** Sessions of datagrams: who is whose, who has to go, what is still owed. For engines; moves no bytes itself. */
@NullMarked
module nib.datagram {
    requires static org.jspecify;
    requires transitive nib.api;

    exports nib.datagram;
}
