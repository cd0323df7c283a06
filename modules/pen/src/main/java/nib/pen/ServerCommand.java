package nib.pen;

import java.util.List;

/** The command {@code server N}, which makes and changes servers. */
final class ServerCommand {
    private static final int SERVERS = 10_000;
    private static final int DAY = 86_400;

    private ServerCommand() {}

    static void take(Farm farm, List<String> rest, List<Commands.Shun> shunned) throws Failure {
        int number = Text.number("server", Commands.word("server", rest), 0, SERVERS);
        Farm.Slot slot = farm.slot(number);
        for (int i = 1; i < rest.size(); i += 2) {
            String name = rest.get(i);
            if (i + 1 == rest.size()) {
                throw new Failure(Text.visible(name) + " needs a value");
            }
            String value = rest.get(i + 1);
            switch (name) {
                case "address" -> slot.host = Places.host(value);
                case "port" -> slot.port = Ports.of(value, farm.udp);
                case "max" -> slot.max = Text.number(name, value, 0, Setting.MOST);
                case "hard" -> slot.hard = Text.number(name, value, 0, Setting.MOST);
                case "weight" -> slot.weight = Text.number(name, value, 0, Places.HEAVIEST);
                case "prio" -> slot.prio = Text.number(name, value, 0, Places.HEAVIEST);
                case "acl" -> slot.list = Text.number(name, value, 0, Setting.LAST_LIST);
                case "blacklist" -> shunned.add(new Commands.Shun(number, Text.number(name, value, 0, DAY)));
                default -> throw new Failure("a server has no " + Text.visible(name));
            }
        }
    }
}
