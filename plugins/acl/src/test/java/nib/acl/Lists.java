package nib.acl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nib.acl.AclSettings.During;
import nib.acl.AclSettings.Otherwise;
import nib.acl.AclSettings.Rule;
import nib.acl.AclSettings.Who;
import nib.api.Block;
import nib.spi.Verb;

/** Settings of access lists, written shortly. */
final class Lists {
    static final Otherwise DENY = new Otherwise(Optional.of(Verb.DENY), Optional.empty());
    static final Otherwise ALLOW = new Otherwise(Optional.of(Verb.ALLOW), Optional.empty());
    private static final Optional<Who> NOBODY = Optional.empty();

    private Lists() {}

    static Who who(String... blocks) {
        return new Who(Stream.of(blocks).map(Block::parse).toList(), List.of(), List.of(), List.of(), Optional.empty());
    }

    static Rule rule(Verb verb, String... blocks) {
        return rule(verb, who(blocks), Optional.empty());
    }

    static Rule rule(Verb verb, Who who, Optional<During> during) {
        return new Rule(
                only(Verb.ALLOW, verb, who),
                only(Verb.DENY, verb, who),
                only(Verb.RESET, verb, who),
                only(Verb.DROP, verb, who),
                only(Verb.TARPIT, verb, who),
                Optional.empty(),
                NOBODY,
                during);
    }

    private static Optional<Who> only(Verb place, Verb verb, Who who) {
        return place == verb ? Optional.of(who) : NOBODY;
    }

    static Rule toPool(String pool, String... from) {
        return new Rule(
                NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, Optional.of(pool), Optional.of(who(from)), Optional.empty());
    }

    static AclSettings settings(Otherwise otherwise, List<Rule> rules) {
        return new AclSettings(rules, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, otherwise);
    }

    static AclSettings single(Optional<Who> allow, Optional<Who> deny, Otherwise otherwise) {
        return new AclSettings(List.of(), allow, deny, NOBODY, NOBODY, NOBODY, otherwise);
    }
}
