package nib.acl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.api.Ip;
import nib.spi.Guard;
import nib.spi.Verb;
import nib.testkit.GuardContract;

class AclProviderTest extends GuardContract<AclSettings> {
    @Override
    protected Guard.Provider<AclSettings> provider() {
        return new AclProvider();
    }

    @Override
    protected AclSettings settings() {
        List<Rule> rules = List.of(
                Lists.rule(Verb.ALLOW, "10.1.2.3", "2001:db8:1::/48"),
                Lists.rule(Verb.DENY, "10.1.0.0/16"),
                Lists.rule(Verb.RESET, "2001:db8::/32"),
                Lists.rule(Verb.DROP, "0.0.0.0/1"),
                Lists.rule(Verb.TARPIT, "203.0.113.7-203.0.113.9"),
                Lists.toPool("abuse", "::/0", "192.0.2.0/24"));
        return Lists.settings(new Otherwise(Optional.of(Verb.DENY), Optional.empty()), rules);
    }

    @Override
    protected List<Ip> interesting() {
        return Stream.of(
                        "10.1.2.3",
                        "10.1.0.0",
                        "2001:db8:1::",
                        "2001:db8::",
                        "192.0.2.255",
                        "127.255.255.255",
                        "203.0.113.8")
                .map(Ip::parse)
                .toList();
    }
}
