package nib.geoip;

/** What a database may say of an address besides its place, and by which name. */
enum Trait {
    /** Belongs to any service that hides who one is. */
    ANONYMOUS("is_anonymous"),
    /** Belongs to a VPN that is known to hide who one is. */
    VPN("is_anonymous_vpn"),
    /** Belongs to a hosting provider. */
    HOSTING("is_hosting_provider"),
    /** A proxy that everybody may use. */
    PUBLIC_PROXY("is_public_proxy"),
    /** A proxy in somebody's home. */
    RESIDENTIAL_PROXY("is_residential_proxy"),
    /** Where the Tor network ends. */
    TOR("is_tor_exit_node");

    final String key;

    Trait(String key) {
        this.key = key;
    }
}
