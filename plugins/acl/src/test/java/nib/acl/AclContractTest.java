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

class AclContractTest extends GuardContract<AclSettings> {
    @Override
    protected Guard.Provider<AclSettings> provider() {
        return new AclProvider();
    }

    @Override
    protected AclSettings settings() {
        List<Rule> rules = List.of(
                Lists.rule(Verb.ALLOW, "10.1.2.3"),
                Lists.rule(Verb.DROP, "10.0.0.0/8", "2001:db8::/33"),
                Lists.toPool("abuse", "192.0.2.0/24"),
                Lists.rule(Verb.ALLOW, "2001:db8::/32"));
        return Lists.settings(new Otherwise(Optional.empty(), Optional.of("others")), rules);
    }

    @Override
    protected List<Ip> interesting() {
        return Stream.of("10.1.2.3", "10.0.0.0", "192.0.2.255", "2001:db8:8000::", "2001:db8::1")
                .map(Ip::parse)
                .toList();
    }
}
