package nib.acl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.api.Ip;
import nib.api.Prefix;
import nib.spi.Guard;
import nib.testkit.GuardContract;

class AclContractTest extends GuardContract<AclSettings> {
    @Override
    protected Guard.Provider<AclSettings> provider() {
        return new AclProvider();
    }

    @Override
    protected AclSettings settings() {
        List<Rule> rules = List.of(
                new Rule(list("10.1.2.3"), list(), list(), list(), Optional.empty(), list()),
                new Rule(list(), list(), list(), list("10.0.0.0/8", "2001:db8::/33"), Optional.empty(), list()),
                new Rule(list(), list(), list(), list(), Optional.of("abuse"), list("192.0.2.0/24")),
                new Rule(list("2001:db8::/32"), list(), list(), list(), Optional.empty(), list()));
        Otherwise otherwise = new Otherwise(Optional.empty(), Optional.of("others"));
        return new AclSettings(rules, list(), list(), list(), list(), otherwise);
    }

    @Override
    protected List<Ip> interesting() {
        return Stream.of("10.1.2.3", "10.0.0.0", "192.0.2.255", "2001:db8:8000::", "2001:db8::1")
                .map(Ip::parse)
                .toList();
    }

    private static List<Prefix> list(String... blocks) {
        return Stream.of(blocks).map(Prefix::parse).toList();
    }
}
