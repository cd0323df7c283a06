package nib.pen;

import java.util.List;
import nib.kernel.Status;

/** Where nothing runs yet: the command line, and the file that it names. */
final class Closed implements Desk {
    private static final Status NOTHING = new Status(0, 0, 0, 0, false, List.of(), List.of());

    @Override
    public String answer(Farm farm, String name, List<String> rest) {
        return switch (name) {
            case "servers" -> new Roster(farm, NOTHING).text();
            case "idlers" -> "Idlers: 0/" + farm.number(Setting.IDLERS) + "\n";
            default -> "";
        };
    }

    @Override
    public void allow(String file) {
        // whoever wrote the command line may say what is in it
    }
}
