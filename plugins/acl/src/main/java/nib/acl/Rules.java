package nib.acl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nib.acl.AclSettings.Peer;
import nib.acl.AclSettings.Who;
import nib.api.Block;
import nib.api.Fact;
import nib.api.IpMap;
import nib.api.Verdict;

/** Makes steps of rules. Rules about addresses that follow each other become one look-up. For one thread, once. */
final class Rules {
    private static final Path USERS = Path.of("/etc/passwd");
    private static final Path GROUPS = Path.of("/etc/group");

    /** A rule that has been found to have exactly one verb. */
    record Rule(Ruling ruling, Who who, Optional<Week> week) {
        /** The files that must be read for it. */
        Stream<Path> files() {
            Stream<Path> users = names(who.peer().map(Peer::uid)).map(name -> USERS);
            Stream<Path> groups = names(who.peer().map(Peer::gid)).map(name -> GROUPS);
            return Stream.of(who.files().stream(), users, groups).flatMap(all -> all);
        }

        private static Stream<String> names(Optional<List<String>> accounts) {
            return accounts.stream()
                    .flatMap(List::stream)
                    .filter(Accounts::isName)
                    .limit(1);
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private IpMap.Builder<Entry> addresses = new IpMap.Builder<>();
    private boolean pending;
    private int entry;

    /** Reads the files that the rules name. */
    static List<Step> steps(List<Rule> rules) throws IOException {
        Rules made = new Rules();
        for (Rule rule : rules) {
            if (rule.week().isPresent()) {
                made.timed(rule, rule.week().get());
            } else {
                made.add(rule);
            }
        }
        made.flush();
        return List.copyOf(made.steps);
    }

    private void timed(Rule rule, Week week) throws IOException {
        flush();
        int first = steps.size();
        add(rule);
        flush();
        List<Step> own = steps.subList(first, steps.size());
        Step timed = new Step.Timed(week, List.copyOf(own));
        own.clear();
        steps.add(timed);
    }

    private void add(Rule rule) throws IOException {
        Ruling ruling = rule.ruling();
        Who who = rule.who();
        for (Block block : who.addresses()) {
            entry++;
            addresses.add(block, Entry.of(ruling, block.toString(), entry));
            pending = true;
        }
        for (Path file : who.files()) {
            String name = String.valueOf(file.getFileName());
            ListFile.read(file, (block, line) -> addresses.add(block, Entry.at(ruling, name, line)));
            pending = true;
        }
        known(Fact.COUNTRY, who.countries(), "country ", ruling);
        known(Fact.ASN, who.asns(), "AS", ruling);
        if (who.peer().isPresent()) {
            peer(who.peer().get(), ruling);
        }
    }

    private <T> void known(Fact<T> fact, List<T> values, String word, Ruling ruling) {
        if (!values.isEmpty()) {
            flush();
            Map<T, Verdict> verdicts = new LinkedHashMap<>();
            for (T value : values) {
                entry++;
                verdicts.putIfAbsent(
                        value, Entry.of(ruling, word + value, entry).verdict());
            }
            steps.add(new Step.Known<>(fact, Map.copyOf(verdicts)));
        }
    }

    private void peer(Peer peer, Ruling ruling) throws IOException {
        flush();
        entry++;
        Set<Long> users = Accounts.numbers(peer.uid(), USERS);
        Set<Long> groups = Accounts.numbers(peer.gid(), GROUPS);
        steps.add(new Step.Peers(users, groups, Entry.of(ruling, "peer", entry).verdict()));
    }

    private void flush() {
        if (pending) {
            steps.add(new Step.Addresses(addresses.build()));
            addresses = new IpMap.Builder<>();
            pending = false;
        }
    }
}
