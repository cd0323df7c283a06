package nib.policies;

/** What makes two clients the same. */
enum Key {
    /** The address: all connections of a client go to one server. */
    ADDRESS,
    /** Address and port: each connection goes by itself, and each datagram of one socket goes the same way. */
    ADDRESS_AND_PORT
}
