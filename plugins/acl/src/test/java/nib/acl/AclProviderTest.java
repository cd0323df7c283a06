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

class AclProviderTest extends GuardContract<AclSettings> {
    private static final List<Prefix> NONE = List.of();

    @Override
    protected Guard.Provider<AclSettings> provider() {
        return new AclProvider();
    }

    @Override
    protected AclSettings settings() {
        Optional<String> nowhere = Optional.empty();
        List<Rule> rules = List.of(
                new Rule(blocks("10.1.2.3", "2001:db8:1::/48"), NONE, NONE, NONE, nowhere, NONE),
                new Rule(NONE, blocks("10.1.0.0/16"), NONE, NONE, nowhere, NONE),
                new Rule(NONE, NONE, blocks("2001:db8::/32"), NONE, nowhere, NONE),
                new Rule(NONE, NONE, NONE, blocks("0.0.0.0/1"), nowhere, NONE),
                new Rule(NONE, NONE, NONE, NONE, Optional.of("abuse"), blocks("::/0", "192.0.2.0/24")));
        return new AclSettings(rules, NONE, NONE, NONE, NONE, new Otherwise(Optional.of(Verb.DENY), nowhere));
    }

    @Override
    protected List<Ip> interesting() {
        return Stream.of("10.1.2.3", "10.1.0.0", "2001:db8:1::", "2001:db8::", "192.0.2.255", "127.255.255.255")
                .map(Ip::parse)
                .toList();
    }

    private static List<Prefix> blocks(String... blocks) {
        return Stream.of(blocks).map(Prefix::parse).toList();
    }
}
